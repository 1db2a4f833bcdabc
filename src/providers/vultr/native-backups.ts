import { z } from 'zod'
import type { Api } from '../api.ts'
import { changedError } from '../changed-error.ts'
import type { NativeSchedule, Started } from '../provider.ts'
import { ProviderError } from '../provider-error.ts'
import { instancePath } from './id-of.ts'
import { scheduleBody } from './schedule.ts'
import { instanceReply } from './schemas.ts'

/** What became of a change shows in the server's features; nothing else tells. */
const read: Started = { action: null }

/**
 * Two calls: on, then when. Once the first went well, no failure of the second is "nothing happened": backups are on, at a time of
 * Vultr's choosing, until `changeNativeSchedule` mends that.
 */
export const enableNative = async (api: Api, ref: string, schedule: NativeSchedule | null): Promise<Started> => {
  await switchTo(api, ref, 'enabled')
  if (schedule === null) return read
  try {
    return await changeNativeSchedule(api, ref, schedule)
  } catch (error) {
    throw error instanceof ProviderError ? halfDone(error) : error
  }
}

export const changeNativeSchedule = async (api: Api, ref: string, schedule: NativeSchedule): Promise<Started> => {
  const path = `${instancePath(ref)}/backup-schedule`
  // The answer has no body that is documented.
  await api.change('setBackupSchedule', 'POST', path, z.unknown(), scheduleBody(schedule))
  return read
}

export const disableNative = async (api: Api, ref: string): Promise<Started> => {
  await switchTo(api, ref, 'disabled')
  return read
}

const switchTo = (api: Api, ref: string, backups: 'enabled' | 'disabled') =>
  api.change(`updateInstance:backups_${backups}`, 'PATCH', instancePath(ref), instanceReply, { backups })

const halfDone = (error: ProviderError): ProviderError =>
  changedError(error, {
    effect: 'unknown',
    message: `Vultr switched backups on, and their schedule is not set for certain: they may run at a time of Vultr's choosing. ${error.message}`,
  })

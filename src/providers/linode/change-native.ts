import { z } from 'zod'
import type { Api } from '../api.ts'
import { changedError } from '../changed-error.ts'
import type { NativeSchedule, Started } from '../provider.ts'
import { ProviderError } from '../provider-error.ts'
import { idOf } from './id-of.ts'
import { type LinodeSchedule, linodeScheduleOf } from './schedule.ts'

/** All three are done when Linode answers: there is nothing to follow. */
const done: Started = { action: null }

/** The schedule is a call of its own, after the backups are on. Without one Linode chooses day and window. */
export const enableNative = async (api: Api, ref: string, schedule: NativeSchedule | null): Promise<Started> => {
  const id = idOf(ref)
  const wanted = schedule === null ? null : linodeScheduleOf(schedule)
  await api.change('enableBackups', 'POST', `/v4/linode/instances/${id}/backups/enable`, z.unknown(), {})
  if (wanted !== null) await orHalfDone(() => putSchedule(api, id, wanted))
  return done
}

export const changeNativeSchedule = async (api: Api, ref: string, schedule: NativeSchedule): Promise<Started> => {
  const id = idOf(ref)
  const wanted = linodeScheduleOf(schedule)
  if (wanted !== null) await putSchedule(api, id, wanted)
  return done
}

/** Deletes all backups of the server, forever. */
export const disableNative = async (api: Api, ref: string): Promise<Started> => {
  await api.change('cancelBackups', 'POST', `/v4/linode/instances/${idOf(ref)}/backups/cancel`, z.unknown(), {})
  return done
}

const putSchedule = (api: Api, id: number, schedule: LinodeSchedule) =>
  api.change('updateLinode', 'PUT', `/v4/linode/instances/${id}`, z.unknown(), { backups: { schedule } })

/** Backups are on by now, whatever became of the second call: nobody may believe that nothing happened. */
const orHalfDone = async (work: () => Promise<unknown>): Promise<void> => {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    const message = `Backups were switched on, but Linode did not take the time for them and chooses one itself. ${error.message}`
    throw changedError(error, { message, effect: 'unknown' })
  }
}

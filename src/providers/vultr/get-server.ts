import type { Api } from '../api.ts'
import type { ProviderServer } from '../provider.ts'
import { ProviderError } from '../provider-error.ts'
import { instancePath } from './id-of.ts'
import { scheduleOf } from './schedule.ts'
import { type BackupSchedule, instanceReply, scheduleReply } from './schemas.ts'
import { serverOf, stateOf } from './server-of.ts'

/** One server, and its schedule where backups are on: the listing does not show that. */
export const getServer = async (api: Api, ref: string): Promise<ProviderServer> => {
  const path = instancePath(ref)
  const { instance } = await api.read('getInstance', path, instanceReply)
  return serverOf(instance, scheduleOf(stateOf(instance) === 'on' ? await readSchedule(api, path) : null))
}

/** Null where there is none to see: the server itself was there a moment ago, and a missing schedule must not make it look gone. */
const readSchedule = async (api: Api, path: string): Promise<BackupSchedule | null> => {
  try {
    return (await api.read('getBackupSchedule', `${path}/backup-schedule`, scheduleReply)).backup_schedule
  } catch (error) {
    if (error instanceof ProviderError && (error.kind === 'not_found' || error.kind === 'forbidden')) return null
    throw error
  }
}

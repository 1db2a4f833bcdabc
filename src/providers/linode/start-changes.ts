import { z } from 'zod'
import type { Clock } from '../../lib/clock.ts'
import { createIds } from '../../lib/ids.ts'
import { createRedact } from '../../lib/redact.ts'
import type { Api } from '../api.ts'
import { changedError } from '../changed-error.ts'
import type { NewServer, Started } from '../provider.ts'
import { ProviderError } from '../provider-error.ts'
import { actionRefOf } from './action-ref.ts'
import { listEvents } from './events.ts'
import { idOf } from './id-of.ts'
import { createdSchema, settingsSchema } from './schemas.ts'

type Created = Started & { readonly ref: string }

/** Backups off. An image wants a password of root, so we make one: it is told once. */
export const createServer = async (api: Api, clock: Clock, input: NewServer): Promise<Created> => {
  await refuseWhereBackupsComeAlong(api)
  const root_password = createIds(clock).secret(24)
  const body = { ...machineOf(input), image: input.image, root_pass: root_password }
  return { ...(await withoutPassword(root_password, () => create(api, clock, body))), root_password }
}

/** In the region of the backup, and large enough for it. Root keeps the password of the server that was backed up. */
export const restoreToNew = (
  api: Api,
  clock: Clock,
  point: string,
  input: Omit<NewServer, 'image'>,
): Promise<Created> => create(api, clock, { ...machineOf(input), backup_id: idOf(point) })

const machineOf = ({ name, region, size }: Omit<NewServer, 'image'>) => ({
  label: name,
  region,
  type: size,
  backups_enabled: false,
})

const create = async (api: Api, clock: Clock, body: unknown): Promise<Created> => {
  const started_ms = clock.nowMs()
  const { id } = await api.change('createLinode', 'POST', '/v4/linode/instances', createdSchema, body)
  return { ref: String(id), action: actionRefOf({ kind: 'create', linode_id: id, number: 0, started_ms }) }
}

/**
 * `backups_enabled: false` "is always treated as true if the account-wide setting is true": a new server would be billed for
 * backups that nobody asked for. A restore goes ahead all the same.
 */
const refuseWhereBackupsComeAlong = async (api: Api): Promise<void> => {
  const { backups_enabled } = await api.read('getAccountSettings', '/v4/account/settings', settingsSchema)
  if (!backups_enabled) return
  throw new ProviderError(
    'This Linode account switches paid backups on for every new server. Switch "Backup Auto Enrollment" off in its account settings at Linode, then try again.',
    { kind: 'permanent', effect: 'none', retry_after_ms: null },
  )
}

/** A refusal could quote what was sent. */
const withoutPassword = async <T>(password: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    throw changedError(error, { message: createRedact([password])(error.message) })
  }
}

/** Replaces the one before. */
export const createSnapshot = async (api: Api, clock: Clock, ref: string, name: string): Promise<Started> => {
  const [linode_id, started_ms] = [idOf(ref), clock.nowMs()]
  const path = `/v4/linode/instances/${linode_id}/backups`
  const { id } = await api.change('createSnapshot', 'POST', path, createdSchema, { label: name })
  return { action: actionRefOf({ kind: 'snapshot', linode_id, number: id, started_ms }) }
}

/** Deletes all disks and configurations of the server first: without `overwrite` there would have to be room for both. */
export const restoreInPlace = async (api: Api, clock: Clock, ref: string, point: string): Promise<Started> => {
  const [linode_id, backupId] = [idOf(ref), idOf(point)]
  // Read before, so that an earlier restore of this server is not taken for this one, whatever the clocks say.
  const [newest] = await listEvents(api, linode_id)
  const started_ms = clock.nowMs()
  const path = `/v4/linode/instances/${linode_id}/backups/${backupId}/restore`
  await api.change('restoreBackup', 'POST', path, z.unknown(), { linode_id, overwrite: true })
  return { action: actionRefOf({ kind: 'restore', linode_id, number: newest?.id ?? 0, started_ms }) }
}

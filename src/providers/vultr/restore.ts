import { z } from 'zod'
import type { Api } from '../api.ts'
import type { NewServer, ProviderRecoveryPoint, Started } from '../provider.ts'
import { ProviderError } from '../provider-error.ts'
import { createServer } from './create-server.ts'
import { idOf, instancePath } from './id-of.ts'
import { listBackups } from './recovery-points.ts'
import { instanceReply, snapshotReply } from './schemas.ts'
import { notThere, requireSnapshotOf, snapshotPath } from './snapshots.ts'
import { unsupported } from './unsupported.ts'

/**
 * Puts a server back. Vultr's call takes any backup or snapshot of the account, so whose it is is looked up first. Its answer holds
 * no job: the server, the time, and whether it ran are what is followed.
 */
export const restoreInPlace = async (
  api: Api,
  ref: string,
  { ref: point, kind }: Pick<ProviderRecoveryPoint, 'ref' | 'kind'>,
  nowMs: number,
): Promise<Started> => {
  const { instance } = await api.read('getInstance', instancePath(ref), instanceReply)
  await requirePointOf(api, ref, point, kind)
  const body = kind === 'native' ? { backup_id: idOf(point) } : { snapshot_id: idOf(point) }
  await api.change('restoreInstance', 'POST', `${instancePath(ref)}/restore`, z.unknown(), body)
  return {
    action: `restore:${idOf(ref)}:${Math.floor(nowMs)}:${instance.power_status === 'stopped' ? 'stopped' : 'running'}`,
  }
}

const requirePointOf = async (api: Api, ref: string, point: string, kind: ProviderRecoveryPoint['kind']) => {
  const end = 'Nothing was restored.'
  if (kind === 'snapshot') return requireSnapshotOf(api, ref, point, end)
  const id = idOf(point)
  const isThere = (await listBackups(api, ref)).some((backup) => backup.id === id && backup.status === 'complete')
  if (!isThere) throw notThere(`Vultr has no such backup of this server; it keeps the last two. ${end}`)
}

export const fromSnapshot = 'Take a snapshot of the server and restore that.'

/** From a snapshot only. What is none is looked up, so that a backup is told from what is gone. */
export const restoreToNew = async (
  api: Api,
  point: string,
  input: Omit<NewServer, 'image'>,
): Promise<Started & { readonly ref: string }> => {
  const snapshot_id = idOf(point)
  try {
    await api.read('getSnapshot', snapshotPath(point), snapshotReply)
  } catch (error) {
    const isNone = error instanceof ProviderError && error.kind === 'not_found'
    if (!isNone || !(await isBackup(api, point))) throw error
    throw unsupported('make a new server from a backup', fromSnapshot)
  }
  return createServer(api, input, { snapshot_id })
}

const isBackup = async (api: Api, point: string): Promise<boolean> => {
  try {
    await api.read('getBackup', `/v2/backups/${idOf(point)}`, z.unknown())
    return true
  } catch (error) {
    if (error instanceof ProviderError && error.kind === 'not_found') return false
    throw error
  }
}

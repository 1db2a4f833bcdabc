import { z } from 'zod'
import type { Api } from '../api.ts'
import type { Started } from '../provider.ts'
import { ProviderError } from '../provider-error.ts'
import { idOf } from './id-of.ts'
import { snapshotReply } from './schemas.ts'
import { isMarkedFor, markedDescription } from './snapshot-mark.ts'

export const snapshotPath = (ref: string): string => `/v2/snapshots/${idOf(ref)}`

/** Takes a snapshot that says whose it is; it is done when its status says so. */
export const createSnapshot = async (api: Api, ref: string, name: string): Promise<Started> => {
  const body = { instance_id: idOf(ref), description: markedDescription(name, ref) }
  const { snapshot } = await api.change('createSnapshot', 'POST', '/v2/snapshots', snapshotReply, body)
  return { action: `snapshot:${snapshot.id}` }
}

/** Deletes a snapshot of this server and nothing else: all of an account's are in one list. */
export const deleteSnapshot = async (api: Api, ref: string, snapshotRef: string): Promise<void> => {
  await requireSnapshotOf(api, ref, snapshotRef, 'Nothing was deleted.')
  await api.change('deleteSnapshot', 'DELETE', snapshotPath(snapshotRef), z.unknown())
}

/** Snapshots outlive their server, so the snapshot itself is asked. */
export const requireSnapshotOf = async (api: Api, ref: string, snapshotRef: string, end: string): Promise<void> => {
  const { snapshot } = await api.read('getSnapshot', snapshotPath(snapshotRef), snapshotReply)
  if (isMarkedFor(snapshot.description, idOf(ref)) && snapshot.status !== 'deleted') return
  throw notThere(`Vultr has no such snapshot of this server. ${end}`)
}

export const notThere = (message: string): ProviderError =>
  new ProviderError(message, { kind: 'not_found', effect: 'none', retry_after_ms: null })

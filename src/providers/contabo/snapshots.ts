import type { ProviderRecoveryPoint, Started } from '../provider.ts'
import { ProviderError } from '../provider-error.ts'
import type { ContaboAsk } from './contabo-ask.ts'
import { refuseName } from './names.ts'
import { snapshotSlots } from './products.ts'
import { providerTime } from './provider-time.ts'
import { type Snapshot, snapshotSchema } from './schema.ts'
import { getInstance, instancePath, pageSize } from './servers.ts'
import { toServer } from './to-server.ts'

export const snapshotsPath = (ref: string): string => `${instancePath(ref)}/snapshots`
export const snapshotPath = (ref: string, snapshotRef: string): string =>
  `${snapshotsPath(ref)}/${encodeURIComponent(snapshotRef)}`

/** All snapshots of one server, newest first. Slots are few, so one page holds them. Auto-backups are not listed by the API. */
export const listSnapshots = async (ask: ContaboAsk, ref: string): Promise<readonly ProviderRecoveryPoint[]> => {
  const page = await ask.page(
    {
      operation: 'retrieveSnapshotList',
      method: 'GET',
      path: snapshotsPath(ref),
      query: { page: 1, size: pageSize },
    },
    snapshotSchema,
  )
  const points = page.items.map(toRecoveryPoint)
  const listed = points.flatMap((point) => (point === null ? [] : [point]))
  // A list with holes would look like deleted snapshots to whoever prunes by it.
  if (page.total === null || listed.length !== page.total) {
    throw new ProviderError(
      `Contabo counts ${page.total ?? 'an unknown number of'} snapshots of this server and listed ${listed.length}. Try again in a minute.`,
      { kind: 'retry', effect: 'none', retry_after_ms: null },
    )
  }
  return listed.sort((a, b) => b.created_at.localeCompare(a.created_at))
}

const toRecoveryPoint = (snapshot: Snapshot): ProviderRecoveryPoint | null => {
  const created_at = providerTime(snapshot.createdDate)
  if (created_at === null) return null
  return {
    ref: snapshot.snapshotId,
    kind: 'snapshot',
    name: snapshot.name,
    created_at,
    size_bytes: null,
    expires_at: providerTime(snapshot.autoDeleteDate),
  }
}

/** Takes a snapshot; it is done when it is in the list. */
export const createSnapshot = async (ask: ContaboAsk, ref: string, name: string): Promise<Started> => {
  refuseName(name, { longest: 30, allowed: /^[A-Za-z0-9 -]+$/, rule: 'at most 30 letters, digits, spaces and dashes' })
  const question = {
    operation: 'createSnapshot',
    method: 'POST',
    path: snapshotsPath(ref),
    body: { name },
  } as const
  try {
    const created = await ask.one(question, snapshotSchema)
    return { action: `snapshot:${ref}:${created.snapshotId}` }
  } catch (error) {
    throw error instanceof ProviderError ? await whetherFull(ask, ref, error) : error
  }
}

/** How Contabo refuses a snapshot beyond the slots is not documented: the slots themselves tell whether that was it. */
const whetherFull = async (ask: ContaboAsk, ref: string, refused: ProviderError): Promise<ProviderError> => {
  if (refused.effect !== 'none' || !['permanent', 'locked', 'payment_required'].includes(refused.kind)) return refused
  try {
    const taken = (await listSnapshots(ask, ref)).length
    const { size, name } = toServer(await getInstance(ask, ref), { backup: new Set(), other: new Set() })
    const slots = snapshotSlots(size)
    if (taken < slots) return refused
    return new ProviderError(
      `${name} holds ${taken} of the ${slots} snapshots that ${size ?? 'its product'} can have. Delete one, then try again. (${refused.message})`,
      { kind: 'permanent', effect: 'none', retry_after_ms: null, status: refused.status, cause: refused },
    )
  } catch {
    return refused
  }
}

export const deleteSnapshot = async (ask: ContaboAsk, ref: string, snapshotRef: string): Promise<void> => {
  await ask.done({
    operation: 'deleteSnapshot',
    method: 'DELETE',
    path: snapshotPath(ref, snapshotRef),
  })
}

/**
 * Puts the server back; Contabo deletes every snapshot newer than this one. The answer holds nothing to follow, so the action is
 * the server itself, the time, and whether it ran: what its status says on the way is not documented.
 */
export const rollback = async (ask: ContaboAsk, ref: string, snapshotRef: string, nowMs: number): Promise<Started> => {
  const { status } = await getInstance(ask, ref)
  await ask.done({
    operation: 'rollbackSnapshot',
    method: 'POST',
    path: `${snapshotPath(ref, snapshotRef)}/rollback`,
    body: {},
  })
  return { action: `rollback:${ref}:${Math.floor(nowMs)}:${status === 'stopped' ? 'stopped' : 'running'}` }
}

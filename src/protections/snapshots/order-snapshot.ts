import { type Context, inTransaction } from '../../context.ts'
import { utcMinute } from '../../lib/utc-minute.ts'
import { explainProviderError } from '../../provider-accounts/explain-provider-error.ts'
import { ProviderError } from '../../providers/provider-error.ts'
import { listOwnImages } from '../../recovery-points/history/list-own-images.ts'
import { readServerHistory } from '../../recovery-points/history/read-server-history.ts'
import { recordImagesDeleted } from '../../recovery-points/history/record-images-deleted.ts'
import { recordImagesKept } from '../../recovery-points/history/record-images-kept.ts'
import { logRun } from '../../runs/log-run.ts'
import { recordSent } from '../../runs/record-sent.ts'
import { requireServerLease } from '../../servers/require-server-lease.ts'
import { endSnapshot } from './end-snapshot.ts'
import { makeRoom } from './make-room.ts'
import type { SnapshotWork, StepTaken } from './schema.ts'

/** Makes room where all slots are taken, and asks the provider for the snapshot, once. */
export const orderSnapshot = async (ctx: Context, work: SnapshotWork & { cancelled: boolean }): Promise<StepTaken> => {
  const { order, provider } = work
  if (work.cancelled) return endSnapshot(ctx, { order, outcome: 'cancelled', error: null })
  try {
    const refusal = await makeReady(ctx, work)
    if (refusal !== null) return endSnapshot(ctx, { order, outcome: 'failed', error: refusal })
    await announce(ctx, work)
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    return afterFailure(ctx, work, error)
  }
  try {
    const { action } = await provider.createSnapshot(work.server.provider_ref ?? '', order.name)
    await recordSent(ctx, { run_id: order.run_id, action_ref: action })
    return { again: true, after_ms: null }
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    // Only the list can tell now.
    if (error.effect === 'unknown') {
      await logRun(ctx, { run_id: order.run_id, level: 'warning', message: `No clear answer: ${error.message}` })
      return { again: true, after_ms: null }
    }
    await recordSent(ctx, { run_id: order.run_id, sent_at: null })
    return afterFailure(ctx, work, error)
  }
}

const makeReady = async (ctx: Context, work: SnapshotWork) => {
  const { order, server, provider } = work
  const capability = provider.capabilities.snapshot
  if (capability === null)
    return { code: 'method_unavailable', message: `${provider.capabilities.label} takes no snapshots of servers.` }
  const points = await readServerHistory(ctx, { server, provider })
  const own = await listOwnImages(ctx, order)
  const room = makeRoom({
    snapshots: points.filter(({ kind }) => kind === 'snapshot'),
    own: new Set(own.keys()),
    capability,
    size: server.size,
  })
  if (room.kind === 'none') return { code: 'slots_full', message: room.why }
  if (room.kind === 'free') return null
  const { oldest } = room
  await letGo(ctx, work, { ref: oldest.ref, id: own.get(oldest.ref) })
  await logRun(ctx, {
    run_id: order.run_id,
    message: `All slots were taken: the oldest snapshot, ${oldest.name} from ${utcMinute(oldest.created_at)}, was deleted to make room.`,
  })
  await readServerHistory(ctx, { server, provider })
  return null
}

/**
 * On record it goes first, under the server's row, so that no restore begins from what is about to be deleted and nobody takes it for
 * lost. Whoever dies in between leaves it at the provider, where the next reading finds it.
 */
const letGo = async (
  ctx: Context,
  { server, provider, lease }: SnapshotWork,
  { ref, id }: { ref: string; id: string | undefined },
): Promise<void> => {
  const record = { organization_id: server.organization_id, server_id: server.id, ids: id === undefined ? [] : [id] }
  await inTransaction(ctx, async (ctx) => {
    await requireServerLease(ctx, lease)
    await recordImagesDeleted(ctx, record)
  })
  try {
    await provider.deleteSnapshot(server.provider_ref ?? '', ref)
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    // One that is not there any more need not be deleted.
    if (error.kind === 'not_found') return
    if (error.effect === 'none') await recordImagesKept(ctx, record)
    throw error
  }
}

/** Committed before it is asked for, so that a crash at any point leaves word of it. */
const announce = (ctx: Context, { order, provider, lease }: SnapshotWork): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    await requireServerLease(ctx, lease)
    await recordSent(ctx, { run_id: order.run_id, sent_at: ctx.clock.now() })
    const message = `Asking ${provider.capabilities.label} for the snapshot ${order.name}.`
    await logRun(ctx, { run_id: order.run_id, message })
  })

/** What passes is waited for; the rest ends it. */
const afterFailure = async (ctx: Context, { order }: SnapshotWork, error: ProviderError): Promise<StepTaken> => {
  const passes = error.kind === 'retry' || error.kind === 'rate_limited' || error.kind === 'locked'
  await logRun(ctx, { run_id: order.run_id, level: 'warning', message: error.message })
  if (passes && ctx.clock.now() < order.until) return { again: true, after_ms: error.retry_after_ms ?? 15_000 }
  const { code, message } = explainProviderError(error)
  return endSnapshot(ctx, { order, outcome: 'failed', error: { code, message } })
}

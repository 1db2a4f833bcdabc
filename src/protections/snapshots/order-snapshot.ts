import { type Context, inTransaction } from '../../context.ts'
import { utcMinute } from '../../lib/utc-minute.ts'
import { explainProviderError } from '../../provider-accounts/explain-provider-error.ts'
import { ProviderError } from '../../providers/provider-error.ts'
import { listOwnImages } from '../../recovery-points/history/list-own-images.ts'
import { readServerHistory } from '../../recovery-points/history/read-server-history.ts'
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

const makeReady = async (ctx: Context, { order, server, provider }: SnapshotWork) => {
  const capability = provider.capabilities.snapshot
  if (capability === null)
    return { code: 'method_unavailable', message: `${provider.capabilities.label} takes no snapshots of servers.` }
  const points = await readServerHistory(ctx, { server, provider })
  const room = makeRoom({
    snapshots: points.filter(({ kind }) => kind === 'snapshot'),
    own: await listOwnImages(ctx, order),
    capability,
    size: server.size,
  })
  if (room.kind === 'none') return { code: 'slots_full', message: room.why }
  if (room.kind === 'free') return null
  const { oldest } = room
  await provider.deleteSnapshot(server.provider_ref ?? '', oldest.ref)
  await logRun(ctx, {
    run_id: order.run_id,
    message: `All slots were taken: the oldest snapshot, ${oldest.name} from ${utcMinute(oldest.created_at)}, was deleted to make room.`,
  })
  await readServerHistory(ctx, { server, provider })
  return null
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

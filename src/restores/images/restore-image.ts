import { type Context, inTransaction } from '../../context.ts'
import { hourMs, isoPlusMs, minuteMs } from '../../lib/clock.ts'
import { AppError } from '../../lib/errors.ts'
import { utcMinute } from '../../lib/utc-minute.ts'
import { explainProviderError } from '../../provider-accounts/explain-provider-error.ts'
import { openProvider } from '../../provider-accounts/open-provider.ts'
import type { ProviderRecoveryPoint } from '../../providers/provider.ts'
import { ProviderError } from '../../providers/provider-error.ts'
import { readServerHistory } from '../../recovery-points/history/read-server-history.ts'
import { type LoadedRecoveryPoint, loadRecoveryPoint } from '../../recovery-points/load-recovery-point.ts'
import { finishRun } from '../../runs/finish-run.ts'
import { logRun } from '../../runs/log-run.ts'
import { readRun } from '../../runs/read-run.ts'
import { recordSent } from '../../runs/record-sent.ts'
import { RunProgress } from '../../runs/schema.ts'
import { accountOf } from '../../servers/account-of.ts'
import { loadServer } from '../../servers/load-server.ts'
import { requireServerLease } from '../../servers/require-server-lease.ts'
import type { TakenLease } from '../../servers/take-server-lease.ts'
import { withServerLease } from '../../servers/with-server-lease.ts'
import type { PlacedRestore } from '../queries.ts'
import { acceptedBy } from './accepted-by.ts'
import { listNewer } from './list-newer.ts'
import { type ImageWork, watchImage } from './watch-image.ts'

const leaseMs = 3 * minuteMs
/** A request that could not even be sent for so long is given up. */
const sendWithinMs = hourMs

/**
 * The next step of putting an image back: ask the provider, once, then follow it until the server runs again. That it is asked for is
 * committed before, so that no crash and no time-out asks twice. Resolves with how long to wait for the next look; null: it has ended.
 */
export const restoreImage = async (ctx: Context, restore: PlacedRestore): Promise<number | null> => {
  try {
    const lease = { server_id: restore.target_server_id, holder: restore.run_id, ttl_ms: leaseMs }
    return await withServerLease(ctx, lease, (lease) => takeStep(ctx, restore, lease))
  } catch (error) {
    if (error instanceof AppError && (error.code === 'server_busy' || error.code === 'conflict')) return 5_000
    throw error
  }
}

const takeStep = async (ctx: Context, restore: PlacedRestore, lease: TakenLease): Promise<number | null> => {
  const server = await loadServer(ctx, { server_id: restore.target_server_id })
  const run = await readRun(ctx, restore)
  if (run === null || run.state === 'finished') return null
  const provider = await openProvider(ctx, { provider_account_id: accountOf(server) })
  const work: ImageWork = { restore, server, provider, lease }
  if (run.sent_at !== null)
    return watchImage(ctx, {
      ...work,
      sent_at: run.sent_at,
      action: run.action_ref,
      before: RunProgress.catch({ kind: 'none' }).parse(run.progress),
    })
  if (run.cancel_requested_at !== null) {
    await finishRun(ctx, { run_id: run.id, outcome: 'cancelled' })
    return null
  }
  return send(ctx, work, run.created_at)
}

const send = async (ctx: Context, work: ImageWork, created_at: string): Promise<number | null> => {
  const { restore, server, provider } = work
  const { run_id } = restore
  const point = await loadRecoveryPoint(ctx, { recovery_point_id: restore.recovery_point_id })
  const kind = point.method === 'native' ? 'native' : 'snapshot'
  try {
    // What was there when it was asked for may be gone since.
    const listed = await readServerHistory(ctx, { server, provider })
    if (!listed.some(({ ref }) => ref === point.ref)) return end(ctx, run_id, goneMeanwhile)
    const unseen = await countUnseen(ctx, work, point, listed)
    if (unseen > 0) return end(ctx, run_id, newerSnapshots(provider.capabilities.label, unseen))
    await announce(ctx, work, point.taken_at)
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    return afterFailure(ctx, run_id, created_at, error)
  }
  try {
    const { action } = await provider.restoreInPlace(server.provider_ref ?? '', { ref: point.ref, kind })
    await recordSent(ctx, { run_id, action_ref: action })
    return 2_000
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    if (error.effect === 'unknown') {
      await logRun(ctx, { run_id, level: 'warning', message: `No clear answer: ${error.message}` })
      return 5_000
    }
    await recordSent(ctx, { run_id, sent_at: null })
    return afterFailure(ctx, run_id, created_at, error)
  }
}

/** Newer snapshots that would go with it, and were not accepted to when it was asked for. */
const countUnseen = async (
  ctx: Context,
  { restore, server, provider: { capabilities } }: ImageWork,
  point: LoadedRecoveryPoint,
  listed: readonly ProviderRecoveryPoint[],
): Promise<number> => {
  if (point.method !== 'snapshot' || capabilities.snapshot?.rollback_deletes_newer !== true) return 0
  const newer = await listNewer(ctx, { point, server_id: server.id, capabilities })
  const accepted = acceptedBy(restore)
  const refs = new Set(newer.filter(({ id }) => accepted.includes(id)).map(({ ref }) => ref))
  const goes = listed.filter(
    ({ ref, kind, created_at }) => kind === 'snapshot' && ref !== point.ref && created_at >= point.taken_at,
  )
  return goes.filter(({ ref }) => !refs.has(ref)).length
}

const announce = (ctx: Context, { restore, server, provider, lease }: ImageWork, taken_at: string): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    await requireServerLease(ctx, lease)
    await recordSent(ctx, { run_id: restore.run_id, sent_at: ctx.clock.now() })
    const message = `Asking ${provider.capabilities.label} to put ${server.name} back to ${utcMinute(taken_at)}. The server goes down for it.`
    await logRun(ctx, { run_id: restore.run_id, message })
  })

const afterFailure = async (ctx: Context, run_id: string, created_at: string, error: ProviderError) => {
  const passes = error.kind === 'retry' || error.kind === 'rate_limited' || error.kind === 'locked'
  await logRun(ctx, { run_id, level: 'warning', message: error.message })
  if (passes && ctx.clock.now() < isoPlusMs(created_at, sendWithinMs)) return error.retry_after_ms ?? 15_000
  const { code, message } = explainProviderError(error)
  return end(ctx, run_id, { code, message: `${message} Nothing on the server was changed.` })
}

const end = async (ctx: Context, run_id: string, error: { code: string; message: string }): Promise<null> => {
  await finishRun(ctx, { run_id, outcome: 'failed', error })
  return null
}

const newerSnapshots = (label: string, count: number) => ({
  code: 'newer_snapshots',
  message: `Going back to it, ${label} would delete ${count} newer ${count === 1 ? 'snapshot' : 'snapshots'} that nobody was shown, so nothing was changed. Look at the history, and start the restore again if ${count === 1 ? 'it' : 'they'} may go.`,
})

const goneMeanwhile = {
  code: 'recovery_point_gone',
  message: 'The provider does not list this backup any more, so nothing was changed. Choose another from the history.',
}

import type { Context } from '../../context.ts'
import type { RunningJob } from '../../jobs/handler.ts'
import { isoPlusMs, minuteMs } from '../../lib/clock.ts'
import { AppError } from '../../lib/errors.ts'
import { openProvider } from '../../provider-accounts/open-provider.ts'
import { beginRun } from '../../runs/begin-run.ts'
import { readRun } from '../../runs/read-run.ts'
import { accountOf } from '../../servers/account-of.ts'
import { loadServer } from '../../servers/load-server.ts'
import type { TakenLease } from '../../servers/take-server-lease.ts'
import { withServerLease } from '../../servers/with-server-lease.ts'
import { continueSnapshotTask } from '../../tasks.ts'
import { endSnapshot } from './end-snapshot.ts'
import { orderSnapshot } from './order-snapshot.ts'
import type { StepTaken } from './schema.ts'
import { findOrder, touchOrder } from './snapshot-queries.ts'
import { watchSnapshot } from './watch-snapshot.ts'

export type SnapshotStep = { run_id: string; looks: number }

const leaseMs = 3 * minuteMs

/**
 * The next step of a snapshot: make room, ask for it, follow the provider, write down what there is. That it is asked for is
 * committed before; after an unknown end only the list of images tells, by the name, so that no crash and no time-out makes two.
 */
export const continueSnapshot = async (ctx: Context, step: SnapshotStep, job?: RunningJob): Promise<void> => {
  const order = await findOrder(ctx.db, step.run_id)
  if (order === undefined || order.state === 'ended') return
  if ((await beginRun(ctx, step)) === null) {
    // Cancelled while it waited.
    await endSnapshot(ctx, { order, outcome: 'cancelled', error: null })
    return
  }
  await touchOrder(ctx.db, step.run_id, ctx.clock.now())
  try {
    const lease = { server_id: order.server_id, holder: step.run_id, ttl_ms: leaseMs }
    const taken = await withServerLease(ctx, lease, (lease) => takeStep(ctx, step, lease))
    if (taken.again) await lookAgain(ctx, step, taken.after_ms)
  } catch (error) {
    const passes = error instanceof AppError && (error.code === 'server_busy' || error.code === 'conflict')
    // Whatever went wrong here, a snapshot is never forgotten half made.
    if (passes || job?.last_attempt === true) await lookAgain(ctx, step, null)
    if (!passes) throw error
  }
}

const takeStep = async (ctx: Context, { run_id }: SnapshotStep, lease: TakenLease): Promise<StepTaken> => {
  // Whoever had the lease before may have ended it: nothing is made room for then.
  const order = await findOrder(ctx.db, run_id)
  if (order?.state !== 'open') return { again: false }
  const server = await loadServer(ctx, order)
  const run = await readRun(ctx, order)
  const provider = await openProvider(ctx, { provider_account_id: accountOf(server) })
  const work = { order, server, provider, lease }
  return run?.sent_at == null
    ? orderSnapshot(ctx, { ...work, cancelled: run?.cancel_requested_at != null })
    : watchSnapshot(ctx, { ...work, sent_at: run.sent_at, action: run.action_ref })
}

const firstPauseMs = 2_000
const longestPauseMs = 60_000

const lookAgain = async (ctx: Context, step: SnapshotStep, atLeastMs: number | null): Promise<void> => {
  const pauseMs = Math.min(longestPauseMs, firstPauseMs * 1.5 ** Math.min(step.looks, 12))
  const start_after = isoPlusMs(ctx.clock.now(), Math.max(pauseMs, atLeastMs ?? 0))
  await ctx.jobs.enqueue(ctx.db, continueSnapshotTask, { ...step, looks: step.looks + 1 }, { start_after })
}

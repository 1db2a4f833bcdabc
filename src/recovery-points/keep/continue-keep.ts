import { type Context, inTransaction } from '../../context.ts'
import type { RunningJob } from '../../jobs/handler.ts'
import { hourMs, isoPlusMs, minuteMs } from '../../lib/clock.ts'
import { AppError } from '../../lib/errors.ts'
import { utcMinute } from '../../lib/utc-minute.ts'
import { explainProviderError } from '../../provider-accounts/explain-provider-error.ts'
import { openProvider } from '../../provider-accounts/open-provider.ts'
import type { Provider, ProviderRecoveryPoint } from '../../providers/provider.ts'
import { ProviderError } from '../../providers/provider-error.ts'
import { beginRun } from '../../runs/begin-run.ts'
import { finishRun } from '../../runs/finish-run.ts'
import { logRun } from '../../runs/log-run.ts'
import { readRun } from '../../runs/read-run.ts'
import { recordSent } from '../../runs/record-sent.ts'
import type { RunError } from '../../runs/schema.ts'
import { accountOf } from '../../servers/account-of.ts'
import { loadServer } from '../../servers/load-server.ts'
import { requireServerLease } from '../../servers/require-server-lease.ts'
import type { TakenLease } from '../../servers/take-server-lease.ts'
import { withServerLease } from '../../servers/with-server-lease.ts'
import { keepImageTask } from '../../tasks.ts'
import { readServerHistory } from '../history/read-server-history.ts'

export type KeepStep = { run_id: string; looks: number }

const leaseMs = 3 * minuteMs
/** After this nobody can say what became of it; what could not even be sent for so long is given up. */
const withinMs = hourMs
const firstPauseMs = 2_000
const longestPauseMs = minuteMs

type Work = {
  run: NonNullable<Awaited<ReturnType<typeof readRun>>>
  provider: Provider
  lease: TakenLease
  /** The provider's id of the backup. */
  ref: string
  /** As the provider lists it now. */
  listed: ProviderRecoveryPoint | undefined
}

/**
 * The next step of turning a backup into a snapshot: ask the provider, once, then look until its list shows a snapshot. What the list
 * shows decides, so that it may run twice and go on after any crash.
 */
export const continueKeep = async (ctx: Context, step: KeepStep, job?: RunningJob): Promise<void> => {
  const begun = await beginRun(ctx, step)
  if (begun?.server_id == null) return
  try {
    const lease = { server_id: begun.server_id, holder: step.run_id, ttl_ms: leaseMs }
    if (await withServerLease(ctx, lease, (lease) => takeStep(ctx, step.run_id, lease))) await lookAgain(ctx, step)
  } catch (error) {
    const passes = error instanceof AppError && (error.code === 'server_busy' || error.code === 'conflict')
    // Whatever went wrong here, it is never left half done.
    if (passes || job?.last_attempt === true) await lookAgain(ctx, step)
    if (!passes) throw error
  }
}

const lookAgain = async (ctx: Context, { run_id, looks }: KeepStep): Promise<void> => {
  const pauseMs = Math.min(longestPauseMs, firstPauseMs * 1.5 ** Math.min(looks, 12))
  const start_after = isoPlusMs(ctx.clock.now(), pauseMs)
  await ctx.jobs.enqueue(ctx.db, keepImageTask, { run_id, looks: looks + 1 }, { start_after })
}

/** Resolves with whether to look again. */
const takeStep = async (ctx: Context, run_id: string, lease: TakenLease): Promise<boolean> => {
  const run = await readRun(ctx, { run_id })
  if (run === null || run.state === 'finished') return false
  const server = await loadServer(ctx, { server_id: run.server_id ?? '' })
  const provider = await openProvider(ctx, { provider_account_id: accountOf(server) })
  const ref = String(Object(run.stats).ref)
  try {
    // It also writes down what the backup has become.
    const points = await readServerHistory(ctx, { server, provider })
    const listed = points.find((point) => point.ref === ref)
    if (listed?.kind === 'snapshot') return end(ctx, run_id, null)
    const work = { run, provider, lease, ref, listed }
    return run.sent_at === null ? await send(ctx, work) : await watch(ctx, work, run.sent_at)
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    return afterFailure(ctx, { run_id, since: run.sent_at ?? run.created_at }, error)
  }
}

const send = async (ctx: Context, { run, provider, lease, ref, listed }: Work): Promise<boolean> => {
  if (run.cancel_requested_at !== null) {
    await finishRun(ctx, { run_id: run.id, outcome: 'cancelled' })
    return false
  }
  if (listed === undefined) return end(ctx, run.id, gone)
  const { label } = provider.capabilities
  await inTransaction(ctx, async (ctx) => {
    await requireServerLease(ctx, lease)
    await recordSent(ctx, { run_id: run.id, sent_at: ctx.clock.now() })
    const message = `Asking ${label} to turn the backup of ${utcMinute(listed.created_at)} into a snapshot.`
    await logRun(ctx, { run_id: run.id, message })
  })
  try {
    const { action } = await provider.convertToSnapshot(ref)
    await recordSent(ctx, { run_id: run.id, action_ref: action })
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    if (error.effect !== 'unknown') {
      await recordSent(ctx, { run_id: run.id, sent_at: null })
      throw error
    }
    await logRun(ctx, { run_id: run.id, level: 'warning', message: `No clear answer: ${error.message}` })
  }
  return true
}

const watch = async (ctx: Context, { run, provider }: Work, sent_at: string): Promise<boolean> => {
  const { label } = provider.capabilities
  const state = run.action_ref === null ? null : await provider.followAction(run.action_ref)
  if (state?.state === 'failed')
    return end(ctx, run.id, {
      code: 'provider_refused',
      message: `${label} did not turn it into a snapshot: ${state.reason} It stays a backup, and goes when its time is over.`,
    })
  if (ctx.clock.now() < isoPlusMs(sent_at, withinMs)) return true
  return end(ctx, run.id, {
    code: 'effect_unknown',
    message: `${label} was asked at ${utcMinute(sent_at)}, and its list does not show a snapshot. Look in its panel what became of it.`,
  })
}

/** What passes is waited for; the rest ends it. */
const afterFailure = async (
  ctx: Context,
  { run_id, since }: { run_id: string; since: string },
  error: ProviderError,
): Promise<boolean> => {
  const passes = error.kind === 'retry' || error.kind === 'rate_limited' || error.kind === 'locked'
  await logRun(ctx, { run_id, level: 'warning', message: error.message })
  if (passes && ctx.clock.now() < isoPlusMs(since, withinMs)) return true
  const { code, message } = explainProviderError(error)
  return end(ctx, run_id, { code, message: `${message} It stays a backup, and goes when its time is over.` })
}

const end = async (ctx: Context, run_id: string, error: RunError | null): Promise<false> => {
  await finishRun(ctx, { run_id, outcome: error === null ? 'succeeded' : 'failed', error })
  return false
}

const gone = {
  code: 'recovery_point_gone',
  message: 'The provider does not list this backup any more, so there is nothing to keep.',
}

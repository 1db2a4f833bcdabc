import { type Context, inTransaction } from '../context.ts'
import type { RunningJob } from '../jobs/handler.ts'
import { isoPlusMs, minuteMs } from '../lib/clock.ts'
import { AppError } from '../lib/errors.ts'
import { explainProviderError } from '../provider-accounts/explain-provider-error.ts'
import { openProvider } from '../provider-accounts/open-provider.ts'
import type { Provider, Started } from '../providers/provider.ts'
import { ProviderError } from '../providers/provider-error.ts'
import { beginRun } from '../runs/begin-run.ts'
import { estimateProgress } from '../runs/estimate-progress.ts'
import { finishRun } from '../runs/finish-run.ts'
import { logRun } from '../runs/log-run.ts'
import { readRun } from '../runs/read-run.ts'
import { recordProgress } from '../runs/record-progress.ts'
import { recordSent } from '../runs/record-sent.ts'
import { deployServerTask } from '../tasks.ts'
import { accountOf } from './account-of.ts'
import { endDeployment } from './end-deployment.ts'
import { findMadeServer } from './find-made-server.ts'
import { loadServer } from './load-server.ts'
import { observeServer } from './observe-server.ts'
import { endOrder, findOpenOrder, updateOrderDue } from './order-queries.ts'
import { type ServerRow, updateServer } from './queries.ts'
import { requireServerLease } from './require-server-lease.ts'
import { keepRootPassword } from './root-passwords/keep-root-password.ts'
import { type TakenOrder, takeOrder } from './take-order.ts'
import type { ServerLease } from './take-server-lease.ts'
import { withServerLease } from './with-server-lease.ts'

export type DeploymentStep = { run_id: string; looks: number }
type Step = TakenOrder & { looks: number }

const leaseMs = 3 * minuteMs

/**
 * The next step of making a server: order it, learn its id, follow the provider's action, see it run. The order is written
 * down before it is sent and is sent once; after an unknown end only reading tells whether there is a server, so that a crash or a
 * time-out never buys a second one.
 */
export const continueDeployment = async (ctx: Context, input: DeploymentStep, job?: RunningJob): Promise<void> => {
  const { run_id } = input
  const order = await takeOrder(ctx, input)
  if (order === null) return
  const step = { ...order, looks: input.looks }
  const isUnderWay = (await beginRun(ctx, input)) !== null
  const server = await loadServer(ctx, { server_id: step.server_id }).catch(ignoreNotFound)
  if (server === null) {
    const message = 'The server was taken away before it was made.'
    await finishRun(ctx, { run_id, outcome: 'cancelled', error: { code: 'not_found', message } })
    await endOrder(ctx.db, run_id)
    return
  }
  if (!isUnderWay) return endFinished(ctx, step, server)
  try {
    await withServerLease(ctx, { server_id: server.id, holder: run_id, ttl_ms: leaseMs }, (lease) =>
      takeStep(ctx, step, lease),
    )
  } catch (error) {
    const passes = error instanceof AppError && (error.code === 'server_busy' || error.code === 'conflict')
    // Whatever went wrong here, a deployment is never forgotten half made.
    if (passes || job?.last_attempt === true) await lookAgain(ctx, step)
    if (!passes) throw error
  }
}

/** A run that was cancelled while it waited ordered nothing. Any other end was put down by the step that made it. */
const endFinished = async (ctx: Context, step: Step, server: ServerRow): Promise<void> => {
  const run = await readRun(ctx, step)
  const nothingSent = run !== null && run.sent_at === null && server.provider_ref === null
  if (nothingSent && run.outcome === 'cancelled') await endDeployment(ctx, { ...step, server, end: 'nothing_made' })
  else await endOrder(ctx.db, step.run_id)
}

const takeStep = async (ctx: Context, step: Step, lease: ServerLease): Promise<void> => {
  // Another job of it may have been quicker.
  if ((await findOpenOrder(ctx.db, step.run_id)) === null) return
  const server = await loadServer(ctx, step)
  const run = await readRun(ctx, step)
  const provider = await openProvider(ctx, { provider_account_id: accountOf(server) })
  if (server.provider_ref !== null)
    return watch(ctx, step, lease, { server, provider, action: run?.action_ref ?? null, sent_at: run?.sent_at ?? null })
  if (run?.sent_at == null && run?.cancel_requested_at != null) return giveUp(ctx, step, server)
  if (run?.sent_at == null) return order(ctx, step, lease, { server, provider })
  return search(ctx, step, lease, { server, provider, sent_at: run.sent_at })
}

/** Cancelled before anything was sent. */
const giveUp = (ctx: Context, step: Step, server: ServerRow): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    await finishRun(ctx, { run_id: step.run_id, outcome: 'cancelled' })
    await endDeployment(ctx, { ...step, server, end: 'nothing_made' })
  })

const order = async (
  ctx: Context,
  step: Step,
  lease: ServerLease,
  { server, provider }: { server: ServerRow; provider: Provider },
): Promise<void> => {
  const { run_id } = step
  await inTransaction(ctx, async (ctx) => {
    await requireServerLease(ctx, lease)
    await recordSent(ctx, { run_id, sent_at: ctx.clock.now() })
    await logRun(ctx, {
      run_id,
      message: `Ordering ${server.name} at ${provider.capabilities.label}: ${server.size} in ${server.region}, ${step.of_point ? 'of the recovery point' : step.image}.`,
    })
  })
  const wanted = { name: server.name, region: server.region ?? '', size: server.size ?? '' }
  try {
    const made = step.of_point
      ? await provider.restoreToNew(step.image, wanted)
      : await provider.createServer({ ...wanted, image: step.image })
    await recordMade(ctx, step, lease, made)
    await lookAgain(ctx, { ...step, looks: 0 })
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    await logRun(ctx, { run_id, level: 'warning', message: error.message })
    // Only reading can tell now.
    if (error.effect === 'unknown') return lookAgain(ctx, step)
    const passes = error.kind === 'retry' || error.kind === 'rate_limited' || error.kind === 'locked'
    if (!passes || ctx.clock.now() >= step.until) {
      const { code, message } = explainProviderError(error)
      return endDeployment(ctx, { ...step, server, end: 'nothing_made', error: { code, message } })
    }
    await recordSent(ctx, { run_id, sent_at: null })
    await lookAgain(ctx, step, error.retry_after_ms)
  }
}

/** Keeps the provider's id in the same breath as the action that makes it, and a password of root that is told only now. */
const recordMade = (
  ctx: Context,
  { run_id, server_id }: Step,
  lease: ServerLease,
  made: Started & { ref: string },
): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    await requireServerLease(ctx, lease)
    const now = ctx.clock.now()
    await updateServer(ctx.db, server_id, {
      provider_ref: made.ref,
      observed_at: now,
      last_seen_at: now,
      updated_at: now,
    })
    await recordSent(ctx, { run_id, action_ref: made.action })
    if (made.root_password !== undefined)
      await keepRootPassword(ctx, { server_id, run_id, password: made.root_password })
    await logRun(ctx, { run_id, message: `The provider is making it, under the id ${made.ref}.` })
  })

/** After an unknown end: the order may have gone through. It is never sent again; a listing tells. */
const search = async (
  ctx: Context,
  step: Step,
  lease: ServerLease,
  { server, provider, sent_at }: { server: ServerRow; provider: Provider; sent_at: string },
): Promise<void> => {
  const made = await findMadeServer(ctx, { provider, server, sent_at }).catch(passingFailure)
  if (made !== null) {
    await recordMade(ctx, step, lease, { ref: made.ref, action: null })
    await logRun(ctx, { run_id: step.run_id, level: 'warning', message: passwordLost })
    return lookAgain(ctx, { ...step, looks: 0 })
  }
  if (ctx.clock.now() < step.until) return lookAgain(ctx, step)
  await endDeployment(ctx, { ...step, server, end: 'not_known' })
}

const passwordLost =
  'The answer that made it was lost. If the provider set a password of root in it, set a new one in its panel.'

const watch = async (
  ctx: Context,
  step: Step,
  lease: ServerLease,
  {
    server,
    provider,
    action,
    sent_at,
  }: { server: ServerRow; provider: Provider; action: string | null; sent_at: string | null },
): Promise<void> => {
  const { run_id } = step
  const state = action === null ? null : await provider.followAction(action).catch(passingFailure)
  if (state?.state === 'failed') {
    const error = { code: 'provider_refused', message: `The provider did not make the server: ${state.reason}` }
    return endDeployment(ctx, { ...step, server, end: 'made_badly', error })
  }
  if (state?.state === 'running') {
    const { percent } = state
    const note = 'The provider is making the server'
    const elapsedMs = sent_at === null ? 0 : ctx.clock.nowMs() - Date.parse(sent_at)
    const estimate = estimateProgress(step.past, elapsedMs, note)
    await recordProgress(ctx, { run_id, progress: percent === null ? estimate : { kind: 'exact', percent, note } })
  }
  const observed_at = ctx.clock.now()
  const seen = await provider.getServer(server.provider_ref ?? '').catch(passingFailure)
  if (seen !== null) await observeServer(ctx, { server_id: server.id, seen, observed_at, lease })
  const isUp = seen !== null && seen.status !== 'provisioning' && seen.status !== 'unknown'
  const isActionOver = action === null || state?.state === 'succeeded'
  if (isUp && isActionOver) return endDeployment(ctx, { ...step, server, end: 'made' })
  if (ctx.clock.now() < step.until) return lookAgain(ctx, step)
  await endDeployment(ctx, { ...step, server, end: 'slow' })
}

/** Reading goes on later, whatever stood in its way. */
const passingFailure = (error: unknown): null => {
  if (error instanceof ProviderError) return null
  throw error
}

const ignoreNotFound = (error: unknown): null => {
  if (error instanceof AppError && error.code === 'not_found') return null
  throw error
}

const firstPauseMs = 2_000
const longestPauseMs = 30_000

const lookAgain = (ctx: Context, { run_id, looks }: Step, atLeastMs: number | null = null): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const pauseMs = Math.min(longestPauseMs, firstPauseMs * 1.5 ** looks)
    const start_after = isoPlusMs(ctx.clock.now(), Math.max(pauseMs, atLeastMs ?? 0))
    await updateOrderDue(ctx.db, run_id, start_after)
    await ctx.jobs.enqueue(ctx.db, deployServerTask, { run_id, looks: looks + 1 }, { start_after })
  })

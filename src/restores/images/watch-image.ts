import type { Context } from '../../context.ts'
import { hourMs, minuteMs } from '../../lib/clock.ts'
import type { ActionState, Provider, ProviderServer } from '../../providers/provider.ts'
import { ProviderError } from '../../providers/provider-error.ts'
import { readServerHistory } from '../../recovery-points/history/read-server-history.ts'
import { estimateProgress } from '../../runs/estimate-progress.ts'
import { finishRun, type RunEnd } from '../../runs/finish-run.ts'
import { recordProgress } from '../../runs/record-progress.ts'
import type { RunProgress } from '../../runs/schema.ts'
import type { LoadedServer } from '../../servers/load-server.ts'
import { observeServer } from '../../servers/observe-server.ts'
import type { ServerLease } from '../../servers/take-server-lease.ts'
import type { PlacedRestore } from '../queries.ts'
import { checkRestored } from './check-restored.ts'
import { pastSeconds } from './past-seconds.ts'

export type ImageWork = { restore: PlacedRestore; server: LoadedServer; provider: Provider; lease: ServerLease }

/** After this nobody can say what became of it. */
const giveUpMs = 6 * hourMs
/** Without an answer and without an action, so long must pass before a server that runs is taken to be restored. */
const settleMs = 10 * minuteMs
const longestPauseMs = 30_000
const checkAgainMs = 15_000

/** Follows a restore that was asked for, until the provider says how it ended and the server is seen running. */
export const watchImage = async (
  ctx: Context,
  work: ImageWork & { sent_at: string; action: string | null; before: RunProgress },
): Promise<number | null> => {
  const { restore, provider, action } = work
  const elapsedMs = ctx.clock.nowMs() - Date.parse(work.sent_at)
  const state = action === null ? null : await provider.followAction(action).catch(passingFailure)
  if (state?.state === 'failed') {
    const message = `${provider.capabilities.label} did not restore it: ${state.reason} Look at the server in its panel before anything else.`
    await end(ctx, work, elapsedMs, { outcome: 'failed', error: { code: 'provider_refused', message } })
    return null
  }
  const seen = await look(ctx, work)
  const isOver = state?.state === 'succeeded' || (action === null && elapsedMs > settleMs)
  if (isOver && seen?.status === 'running' && !seen.locked) {
    const well = await checkRestored(ctx, { restore, server: work.server, address: seen.address })
    if (well === null) return checkAgainMs
    await end(ctx, work, elapsedMs, action === null ? { outcome: 'warning', error: unanswered } : well)
    return null
  }
  // Not every provider starts it again.
  if (isOver && seen?.status === 'stopped' && !seen.locked && elapsedMs > settleMs) {
    await end(ctx, work, elapsedMs, { outcome: 'warning', error: staysOff(provider.capabilities.label) })
    return null
  }
  if (elapsedMs > giveUpMs) {
    await end(ctx, work, elapsedMs, { outcome: 'failed', error: tooLong(provider.capabilities.label) })
    return null
  }
  const down_since = downSince(ctx, work.before, seen)
  const progress = { ...(await progressOf(ctx, work, state, elapsedMs)), ...(down_since && { down_since }) }
  await recordProgress(ctx, { run_id: restore.run_id, progress })
  return Math.min(longestPauseMs, Math.max(2_000, elapsedMs / 10))
}

const look = async (ctx: Context, { server, provider, lease }: ImageWork): Promise<ProviderServer | null> => {
  const observed_at = ctx.clock.now()
  const seen = await provider.getServer(server.provider_ref ?? '').catch(passingFailure)
  if (seen !== null) await observeServer(ctx, { server_id: server.id, seen, observed_at, lease })
  return seen
}

/** Since when it was seen not running, one look after the other; undefined while it runs or nobody ever saw it. */
const downSince = (ctx: Context, { down_since }: RunProgress, seen: ProviderServer | null): string | undefined => {
  if (seen === null) return down_since
  return seen.status === 'stopped' ? (down_since ?? ctx.clock.now()) : undefined
}

/** Exact where the provider tells; an estimate where experience does; else none (DESIGN rule 7). */
const progressOf = async (
  ctx: Context,
  { server, provider }: ImageWork,
  state: ActionState | null,
  elapsedMs: number,
): Promise<RunProgress> => {
  const { label } = provider.capabilities
  const note = state?.state === 'succeeded' ? 'Waiting for the server to run' : `${label} restores the image`
  if (state?.state === 'running' && state.percent !== null) return { kind: 'exact', percent: state.percent, note }
  return estimateProgress(await pastSeconds(ctx, server, 'in_place'), elapsedMs, note)
}

type End = Pick<RunEnd, 'outcome' | 'error'>

const end = async (
  ctx: Context,
  { restore, server, provider }: ImageWork,
  elapsedMs: number,
  how: End,
): Promise<void> => {
  // A rollback may have deleted newer ones.
  await readServerHistory(ctx, { server, provider }).catch(passingFailure)
  await finishRun(ctx, {
    run_id: restore.run_id,
    stats: { method: 'image', seconds: Math.round(elapsedMs / 1_000) },
    ...how,
  })
}

const unanswered = {
  code: 'effect_unknown',
  message:
    'The provider never answered, and the server runs. Look on the server whether it is as it was then; if not, restore it again.',
}

const staysOff = (label: string) => ({
  code: 'server_off',
  message: `${label} put the image back, and the server is off. Start it in its panel.`,
})

const tooLong = (label: string) => ({
  code: 'provider_slow',
  message: `${label} did not finish within six hours. Look at the server in its panel; nothing more is sent from here.`,
})

/** Reading goes on later, whatever stood in its way. */
const passingFailure = (error: unknown): null => {
  if (error instanceof ProviderError) return null
  throw error
}

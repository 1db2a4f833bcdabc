import { z } from 'zod'
import type { Context } from '../../context.ts'
import { minuteMs } from '../../lib/clock.ts'
import { utcMinute } from '../../lib/utc-minute.ts'
import type { ProviderRecoveryPoint } from '../../providers/provider.ts'
import { ProviderError } from '../../providers/provider-error.ts'
import { readServerHistory } from '../../recovery-points/history/read-server-history.ts'
import { estimateProgress } from '../../runs/estimate-progress.ts'
import { recordProgress } from '../../runs/record-progress.ts'
import { PastSeconds, type RunProgress } from '../../runs/schema.ts'
import { endSnapshot } from './end-snapshot.ts'
import { pastSnapshotSeconds } from './past-snapshot-seconds.ts'
import type { SnapshotWork, StepTaken } from './schema.ts'
import { settleSnapshot } from './settle-snapshot.ts'
import { updatePast } from './snapshot-queries.ts'

/** Follows a snapshot that was asked for, until the list of images shows it or the provider says that it failed. */
export const watchSnapshot = async (
  ctx: Context,
  work: SnapshotWork & { sent_at: string; action: string | null },
): Promise<StepTaken> => {
  const { order, server, provider, sent_at, action } = work
  const state = action === null ? null : await provider.followAction(action).catch(passingFailure)
  if (state?.state === 'running' && ctx.clock.now() < order.until) {
    await tellProgress(ctx, work, state.percent)
    return { again: true, after_ms: null }
  }
  const points = await readServerHistory(ctx, { server, provider }).catch(passingFailure)
  const made = points?.find(({ kind, name }) => kind === 'snapshot' && name === order.name)
  // Where there is an action, its end says whether the image is whole.
  if (made !== undefined && state?.state !== 'failed' && (action === null || state?.state === 'succeeded'))
    return settle(ctx, work, made)
  if (state?.state === 'failed') {
    const message = `${provider.capabilities.label} did not make the snapshot: ${state.reason}`
    return endSnapshot(ctx, { order, outcome: 'failed', error: { code: 'provider_refused', message } })
  }
  if (ctx.clock.now() < order.until) {
    // Its action is over, or there is none: only the list of images tells, and it has not come yet.
    if (state === null) await tellProgress(ctx, work, null)
    return { again: true, after_ms: action === null ? quietMs(ctx, sent_at) : null }
  }
  const message = `${provider.capabilities.label} was asked for the snapshot ${order.name} at ${utcMinute(sent_at)}, and it never appeared. Look in its panel whether it is there; the next one is taken as scheduled.`
  return endSnapshot(ctx, { order, outcome: 'failed', error: { code: 'snapshot_unknown', message } })
}

const settle = async (ctx: Context, work: SnapshotWork & { sent_at: string }, made: ProviderRecoveryPoint) => {
  const { order, server, sent_at, provider } = work
  const can_delete = provider.capabilities.snapshot?.can_delete !== false
  await settleSnapshot(ctx, { order, server, made, sent_at, can_delete })
  return { again: false } as const
}

/** Exact where the provider tells; an estimate where experience does; else none (DESIGN rule 7). */
const tellProgress = async (
  ctx: Context,
  { order, server, provider, sent_at }: SnapshotWork & { sent_at: string },
  percent: number | null,
): Promise<void> => {
  const note = `${provider.capabilities.label} makes the snapshot`
  const elapsedMs = ctx.clock.nowMs() - Date.parse(sent_at)
  const progress: RunProgress =
    percent === null
      ? estimateProgress(await pastOf(ctx, { order, server }), elapsedMs, note)
      : { kind: 'exact', percent, note }
  await recordProgress(ctx, { run_id: order.run_id, progress })
}

/** Looked up once for each order, and kept: what is known does not change while one waits. */
const pastOf = async (ctx: Context, { order, server }: Pick<SnapshotWork, 'order' | 'server'>) => {
  if (order.past !== null) return KnownPast.parse(order.past).past
  const past = await pastSnapshotSeconds(ctx, server)
  await updatePast(ctx.db, order.run_id, JSON.stringify({ past }))
  return past
}

const KnownPast = z.object({ past: PastSeconds.nullable() })

/** Without an action to follow, what has not come soon is looked for ever more seldom. */
const quietMs = (ctx: Context, sent_at: string): number =>
  Math.min(15 * minuteMs, (ctx.clock.nowMs() - Date.parse(sent_at)) / 4)

/** Reading goes on later, whatever stood in its way. */
const passingFailure = (error: unknown): null => {
  if (error instanceof ProviderError) return null
  throw error
}

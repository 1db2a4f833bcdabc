import type { Context } from '../../context.ts'
import { isoPlusMs, minuteMs } from '../../lib/clock.ts'
import { openProvider } from '../../provider-accounts/open-provider.ts'
import { ProviderError } from '../../providers/provider-error.ts'
import { beginRun } from '../../runs/begin-run.ts'
import { logRun } from '../../runs/log-run.ts'
import { readRun } from '../../runs/read-run.ts'
import { imageDrillTask } from '../../tasks.ts'
import { destroyThrowaway } from './destroy-throwaway.ts'
import { endImageDrill } from './end-image-drill.ts'
import { orderThrowaway } from './order-throwaway.ts'
import { holdThrowaway, type ThrowawayRow, updateThrowaway } from './queries.ts'
import { JudgedImage } from './schema.ts'
import { watchThrowaway } from './watch-throwaway.ts'

const holdMs = 5 * minuteMs
const afterTroubleMs = 30_000

/**
 * The next step of a drill of an image: order its server once, see it run and answer, destroy it, and file what was found. Whatever
 * happened before, each step begins with what is on record, so that it is safe to run twice and after any crash.
 */
export const continueImageDrill = async (ctx: Context, { run_id }: { run_id: string }): Promise<void> => {
  await beginRun(ctx, { run_id })
  const now = ctx.clock.now()
  const row = await holdThrowaway(ctx.db, run_id, { now, until: isoPlusMs(now, holdMs) })
  if (row === undefined) return
  const pauseMs = await takeStep(ctx, row).catch(async (error: unknown) => {
    if (!(error instanceof ProviderError)) throw error
    await logRun(ctx, { run_id, level: 'warning', message: error.message })
    return error.retry_after_ms ?? pauseAfterTrouble(ctx, row)
  })
  await updateThrowaway(ctx.db, run_id, { held_until: null })
  if (pauseMs === null) return
  const start_after = isoPlusMs(ctx.clock.now(), pauseMs)
  await ctx.jobs.enqueue(ctx.db, imageDrillTask, { run_id }, { start_after })
}

/** The longer it lasts, the less often it is tried; often enough that a drill never looks as if nobody went on with it. */
const pauseAfterTrouble = (ctx: Context, { created_at }: ThrowawayRow): number =>
  Math.min(5 * minuteMs, Math.max(afterTroubleMs, (ctx.clock.nowMs() - Date.parse(created_at)) / 20))

/** Resolves with how long to wait for the next step; null: nothing is left to do. */
const takeStep = async (ctx: Context, row: ThrowawayRow): Promise<number | null> => {
  const judged = JudgedImage.nullable().parse(row.judged)
  const run = await readRun(ctx, row)
  const provider = await openProvider(ctx, row)
  const isOver = run === null || run.state === 'finished' || run.cancel_requested_at !== null
  if (row.sent_at === null) {
    if (judged === null && !isOver) return orderThrowaway(ctx, row, provider)
    await endImageDrill(ctx, row, judged ?? cancelled)
    return null
  }
  if (judged === null && isOver) await updateThrowaway(ctx.db, row.run_id, { judged: JSON.stringify(cancelled) })
  else if (judged === null && row.provider_ref !== null) return watchThrowaway(ctx, row, provider)
  return destroyThrowaway(ctx, row, provider, judged ?? (isOver ? cancelled : null))
}

const cancelled: JudgedImage = {
  verdict: 'cancelled',
  error: { code: 'cancelled', message: 'The drill was cancelled before it found anything.' },
  health: null,
  seconds: 0,
}

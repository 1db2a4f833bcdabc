import type { Context } from '../context.ts'
import { inTransaction } from '../context.ts'
import { publishEvent } from '../events/publish-event.ts'
import { logRun } from './log-run.ts'
import { lockRun, updateToFinished } from './queries.ts'
import { type RunError, type RunOutcome, RunProgress, RunStats, type RunStats as Stats } from './schema.ts'

export type RunEnd = {
  run_id: string
  outcome: RunOutcome
  /** Added to those the run has. */
  stats?: Stats
  /** Why it failed, in words for people; becomes the last line of the log. */
  error?: RunError | null
}

/**
 * Ends a run. The first end counts: resolves with false when it was finished before. Belongs in the transaction that writes
 * what the run did.
 */
export const finishRun = (ctx: Context, input: RunEnd): Promise<boolean> =>
  inTransaction(ctx, async (ctx) => {
    const run = await lockRun(ctx.db, 'all', input.run_id)
    if (run === undefined || run.state === 'finished') return false
    const done = input.outcome === 'succeeded' || input.outcome === 'warning'
    const progress = RunProgress.parse(run.progress)
    await updateToFinished(ctx.db, run.id, {
      outcome: input.outcome,
      progress: done && progress.kind !== 'none' ? { kind: 'exact', percent: 100 } : progress,
      stats: { ...RunStats.parse(run.stats), ...input.stats },
      error: input.error ?? null,
      at: ctx.clock.now(),
    })
    if (input.error)
      await logRun(ctx, { run_id: run.id, level: done ? 'warning' : 'error', message: input.error.message })
    await publishEvent(ctx, { topic: 'run.changed', organization_id: run.organization_id, entity_id: run.id })
    return true
  })

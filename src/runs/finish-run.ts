import type { Context } from '../context.ts'
import { inTransaction } from '../context.ts'
import { publishEvent } from '../events/publish-event.ts'
import { logRun } from './log-run.ts'
import { updateToFinished } from './queries.ts'
import type { RunError, RunOutcome, RunStats } from './schema.ts'
import { tellOutcome } from './tell-outcome.ts'

export type RunEnd = {
  run_id: string
  outcome: RunOutcome
  /** Added to those the run has. */
  stats?: RunStats
  /** Why it failed, in words for people; becomes the last line of the log. */
  error?: RunError | null
}

/**
 * Ends a run. The first end counts: resolves with false when it was finished before. Belongs in the transaction that writes
 * what the run did.
 */
export const finishRun = (ctx: Context, input: RunEnd): Promise<boolean> =>
  inTransaction(ctx, async (ctx) => {
    const { run_id, outcome, error = null } = input
    const done = outcome === 'succeeded' || outcome === 'warning'
    const stats = input.stats ?? {}
    const run = await updateToFinished(ctx.db, run_id, { outcome, done, stats, error, at: ctx.clock.now() })
    if (run === undefined) return false
    if (error !== null) await logRun(ctx, { run_id, level: done ? 'warning' : 'error', message: error.message })
    await tellOutcome(ctx, run, { outcome, stats, error })
    await publishEvent(ctx, { topic: 'run.changed', organization_id: run.organization_id, entity_id: run_id })
    return true
  })

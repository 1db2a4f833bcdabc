import { type Context, inTransaction } from '../context.ts'
import { publishEvent } from '../events/publish-event.ts'
import { logRun } from './log-run.ts'
import { updateToQueued } from './queries.ts'

/** Puts a run whose worker was lost back to where it waits for one. False when it was not running. */
export const requeueRun = (ctx: Context, input: { run_id: string; why: string }): Promise<boolean> =>
  inTransaction(ctx, async (ctx) => {
    const row = await updateToQueued(ctx.db, input.run_id, ctx.clock.now())
    if (row === undefined) return false
    await logRun(ctx, { run_id: row.id, level: 'warning', message: input.why })
    await publishEvent(ctx, { topic: 'run.changed', organization_id: row.organization_id, entity_id: row.id })
    return true
  })

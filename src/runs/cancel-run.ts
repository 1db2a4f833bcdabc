import { recordChange } from '../audit/record-change.ts'
import { type Context, inTransaction, requireOperator, requireRole, scopeOf } from '../context.ts'
import { AppError, notFound } from '../lib/errors.ts'
import { finishRun } from './finish-run.ts'
import { getRun } from './get-run.ts'
import { logRun } from './log-run.ts'
import { lockRun, updateCancelRequested } from './queries.ts'
import type { Run } from './schema.ts'
import { whyNotCancel } from './states.ts'
import { toRun } from './to-run.ts'

/** Ends a run that waits, or asks one that is under way to stop at its next step. Throws conflict when it cannot be stopped. */
export const cancelRun = (ctx: Context, input: { run_id: string }): Promise<Run> =>
  inTransaction(ctx, async (ctx) => {
    const row = await lockRun(ctx.db, scopeOf(ctx.caller), input.run_id)
    if (row === undefined) throw notFound()
    if (row.organization_id === null) requireOperator(ctx.caller)
    else requireRole(ctx.caller, row.organization_id, 'manager')
    const why = whyNotCancel(toRun(row))
    if (why !== null) throw new AppError('conflict', { message: why })
    await updateCancelRequested(ctx.db, row.id, ctx.clock.now())
    await logRun(ctx, { run_id: row.id, message: `${ctx.caller.name} asked to cancel this run.` })
    if (row.state === 'queued') await finishRun(ctx, { run_id: row.id, outcome: 'cancelled' })
    await recordChange(ctx, {
      action: 'run.cancelled',
      organization_id: row.organization_id,
      target: { id: row.id, name: row.server_name },
      before: { kind: row.kind, state: row.state },
    })
    return getRun(ctx, input)
  })

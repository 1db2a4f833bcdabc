import { type Context, requireOperator } from '../context.ts'
import { countWorkerProcesses } from './queries.ts'

/** How many processes work jobs, of those that did within the hour and did not stop in order. */
export const countWorkers = (ctx: Context): Promise<{ alive: number; known: number }> => {
  requireOperator(ctx.caller)
  return countWorkerProcesses(ctx.db, ctx.clock.now())
}

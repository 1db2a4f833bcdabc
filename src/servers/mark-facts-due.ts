import type { Context } from '../context.ts'
import { refreshDueFactsTask } from '../tasks.ts'
import { updateFactsDue } from './queries.ts'

/** What lists show of these servers' backups is worked out anew, soon. For work that may not import what works it out. */
export const markFactsDue = async (ctx: Context, input: { server_ids: readonly string[] }): Promise<void> => {
  if (input.server_ids.length === 0) return
  await updateFactsDue(ctx.db, input.server_ids, ctx.clock.now())
  await ctx.jobs.enqueue(ctx.db, refreshDueFactsTask, {})
}

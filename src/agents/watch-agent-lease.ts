import type { Context } from '../context.ts'
import { watchAgentLeaseTask } from '../tasks.ts'
import { findCommand } from './command-queries.ts'
import { loseCommand } from './lose-command.ts'

/** Looks after one try of a command. While it is still in time, another look is put in the queue. */
export const watchAgentLease = async (ctx: Context, input: { run_id: string; attempt: number }): Promise<void> => {
  const row = await findCommand(ctx.db, input.run_id)
  if (row === undefined || row.state !== 'taken' || row.tries !== input.attempt) return
  if (row.lease_until !== null && row.lease_until > ctx.clock.now())
    await ctx.jobs.enqueue(ctx.db, watchAgentLeaseTask, input, { start_after: row.lease_until })
  else await loseCommand(ctx, input)
}

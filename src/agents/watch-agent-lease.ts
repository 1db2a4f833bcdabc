import { type Context, inTransaction } from '../context.ts'
import { finishRun } from '../runs/finish-run.ts'
import { watchAgentLeaseTask } from '../tasks.ts'
import { type CommandRow, findCommand, lockCommand, updateCommand } from './command-queries.ts'
import { loseCommand } from './lose-command.ts'

/**
 * Looks after one try of a command, or (attempt 0) after one that nobody took. While it is still in time, another look is put in
 * the queue.
 */
export const watchAgentLease = async (ctx: Context, input: { run_id: string; attempt: number }): Promise<void> => {
  const row = await findCommand(ctx.db, input.run_id)
  if (row === undefined || row.state === 'ended') return
  if (row.state === 'waiting') {
    if (input.attempt === 0) await expire(ctx, row)
    return
  }
  if (row.tries !== input.attempt) return
  if (row.lease_until !== null && row.lease_until > ctx.clock.now())
    await ctx.jobs.enqueue(ctx.db, watchAgentLeaseTask, input, { start_after: row.lease_until })
  else await loseCommand(ctx, input)
}

const expire = (ctx: Context, { run_id }: CommandRow): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const row = await lockCommand(ctx.db, run_id)
    if (row === undefined || row.state !== 'waiting') return
    if (row.expires_at > ctx.clock.now()) {
      await ctx.jobs.enqueue(ctx.db, watchAgentLeaseTask, { run_id, attempt: 0 }, { start_after: row.expires_at })
      return
    }
    await updateCommand(ctx.db, run_id, { state: 'ended', updated_at: ctx.clock.now() })
    await finishRun(ctx, {
      run_id,
      outcome: 'expired',
      error: {
        code: 'agent_away',
        message:
          'No agent took this run in time. See under Agents whether the one of this server is connected, paused or in trouble, then start the run again.',
      },
    })
  })

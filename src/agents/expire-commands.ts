import { type Context, inTransaction } from '../context.ts'
import { finishRun } from '../runs/finish-run.ts'
import { backupLostTask } from '../tasks.ts'
import { listExpiredAcrossOrganizations, lockCommand, updateCommand } from './command-queries.ts'

/** A fleet that was away for long: the rest has its turn a minute later. */
const most = 10_000

/** Ends the commands that no agent took in time, and their runs with them. */
export const expireCommands = async (ctx: Context): Promise<void> => {
  for (const run_id of await listExpiredAcrossOrganizations(ctx.db, ctx.clock.now(), most)) await expire(ctx, run_id)
}

const expire = (ctx: Context, run_id: string): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const now = ctx.clock.now()
    const row = await lockCommand(ctx.db, run_id)
    // An agent was given it, or it was put off, since the list was read.
    if (row === undefined || row.state !== 'waiting' || row.expires_at > now) return
    await updateCommand(ctx.db, run_id, { state: 'ended', updated_at: now })
    if (row.kind === 'backup') await ctx.jobs.enqueue(ctx.db, backupLostTask, { run_id })
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

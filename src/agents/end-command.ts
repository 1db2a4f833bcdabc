import { type Context, inTransaction } from '../context.ts'
import { lockCommand, updateCommand } from './command-queries.ts'

/** The run is settled: nobody takes its command any more, and what the agent reported needs to be kept no longer. Safe to repeat. */
export const endCommand = (ctx: Context, input: { run_id: string }): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const row = await lockCommand(ctx.db, input.run_id)
    if (row === undefined) return
    await updateCommand(ctx.db, row.run_id, {
      state: 'ended',
      lease_until: null,
      result: null,
      updated_at: ctx.clock.now(),
    })
  })

import type { Orders } from '../agent-protocol/messages.ts'
import { type Context, inTransaction } from '../context.ts'
import { cancelRun } from '../runs/cancel-run.ts'
import { readRun } from '../runs/read-run.ts'
import { whyNotCancel } from '../runs/states.ts'
import { endCommandsOfEndedRuns, listOpenCommands } from './command-queries.ts'

/** Cancels what waits for the agent of a server, and asks it to stop what it works on. Safe to repeat. */
export const cancelCommands = (ctx: Context, input: { server_id: string; kind: Orders['kind'] }): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    for (const { run_id } of await listOpenCommands(ctx.db, input.server_id, input.kind)) {
      const run = await readRun(ctx, { run_id })
      if (run !== null && whyNotCancel(run) === null) await cancelRun(ctx, { run_id })
    }
    await endCommandsOfEndedRuns(ctx.db, [input.server_id], ctx.clock.now())
  })

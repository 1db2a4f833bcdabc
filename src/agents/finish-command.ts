import type { Finish } from '../agent-protocol/messages.ts'
import { type Context, inTransaction } from '../context.ts'
import { publishEvent } from '../events/publish-event.ts'
import { AppError } from '../lib/errors.ts'
import { endCredential } from '../repositories/end-credential.ts'
import { logRun } from '../runs/log-run.ts'
import { backupEndedTask, restoreEndedTask } from '../tasks.ts'
import { type CommandRow, findCommand, lockCommand, updateCommand } from './command-queries.ts'
import { findAgent } from './queries.ts'

/**
 * What an agent has to tell at the end. Safe to repeat: the first end counts. The run goes on until the task that is put in the
 * queue here has worked the result into the records. Throws not_yours when the run was taken from this agent meanwhile.
 */
export const finishCommand = async (
  ctx: Context,
  input: Finish & { agent_id: string; run_id: string },
): Promise<void> => {
  const { agent_id, run_id, log, ...result } = input
  const found = await findCommand(ctx.db, run_id)
  if (hasEnded(found, input)) return
  requireHeld(found, input)
  // Its last write is behind it; a failure here is made good by the repository's own tending.
  if (found.credential_id !== null) await endCredential(ctx, { credential_id: found.credential_id })
  await inTransaction(ctx, async (ctx) => {
    const row = await lockCommand(ctx.db, run_id)
    if (hasEnded(row, input)) return
    requireHeld(row, input)
    await updateCommand(ctx.db, run_id, {
      state: 'ended',
      lease_until: null,
      result: JSON.stringify({ ...result, log: [] }),
      updated_at: ctx.clock.now(),
    })
    for (const { level, message } of log) await logRun(ctx, { run_id, level, message })
    // Its poll that waits said that it was busy: answered now, it asks for the next work at once.
    const agent = await findAgent(ctx.db, 'all', agent_id)
    if (agent !== undefined)
      await publishEvent(ctx, { topic: 'agent.changed', organization_id: agent.organization_id, entity_id: agent_id })
    await ctx.jobs.enqueue(ctx.db, row.kind === 'backup' ? backupEndedTask : restoreEndedTask, { run_id })
  })
}

const isOf = (row: CommandRow, { agent_id, attempt }: { agent_id: string; attempt: number }) =>
  row.agent_id === agent_id && row.tries === attempt

/** It told so before, and the answer was lost. */
const hasEnded = (row: CommandRow | undefined, input: Finish & { agent_id: string }): boolean =>
  row !== undefined && row.state === 'ended' && isOf(row, input)

function requireHeld(row: CommandRow | undefined, input: Finish & { agent_id: string }): asserts row is CommandRow {
  if (row === undefined || row.state !== 'taken' || !isOf(row, input)) throw new AppError('not_yours')
}

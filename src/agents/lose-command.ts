import { type Context, inTransaction } from '../context.ts'
import { publishEvent } from '../events/publish-event.ts'
import { isoPlusMs, minuteMs } from '../lib/clock.ts'
import { endCredential } from '../repositories/end-credential.ts'
import { finishRun } from '../runs/finish-run.ts'
import { readRun } from '../runs/read-run.ts'
import { requeueRun } from '../runs/requeue-run.ts'
import { backupLostTask } from '../tasks.ts'
import { type CommandRow, findCommand, lockCommand, updateCommand } from './command-queries.ts'
import { workTopic } from './send-command.ts'

const mostTries = 2
/** What is tried again waits at least this long for an agent, however late it is. */
const anotherTryMs = 10 * minuteMs

/**
 * The agent that took a run is silent: takes the run from it. What it could still write is stopped first; then the run waits once
 * more, and after a second loss it has failed.
 */
export const loseCommand = async (ctx: Context, input: { run_id: string; attempt: number }): Promise<void> => {
  const row = await findCommand(ctx.db, input.run_id)
  if (row === undefined || !isHeld(row, input.attempt)) return
  // Before anybody else may begin, and outside of the transaction: locks are removed from the store.
  if (row.credential_id !== null) await endCredential(ctx, { credential_id: row.credential_id })
  await inTransaction(ctx, async (ctx) => {
    const held = await lockCommand(ctx.db, input.run_id)
    if (held === undefined || !isHeld(held, input.attempt)) return
    const run = await readRun(ctx, input)
    if (run === null || run.state === 'finished') return end(ctx, held)
    if (run.cancel_requested_at !== null) {
      await end(ctx, held)
      await finishRun(ctx, { run_id: run.id, outcome: 'cancelled' })
    } else if (held.tries >= mostTries) {
      await end(ctx, held)
      await finishRun(ctx, { run_id: run.id, outcome: 'failed', error: lostError(run.server_name) })
    } else await tryAgain(ctx, held, run.organization_id)
  })
}

const isHeld = (row: CommandRow, attempt: number) => row.state === 'taken' && row.tries === attempt

const end = async (ctx: Context, row: CommandRow): Promise<void> => {
  await updateCommand(ctx.db, row.run_id, { state: 'ended', lease_until: null, updated_at: ctx.clock.now() })
  if (row.kind === 'backup') await ctx.jobs.enqueue(ctx.db, backupLostTask, { run_id: row.run_id })
}

const tryAgain = async (ctx: Context, row: CommandRow, organization_id: string | null): Promise<void> => {
  const now = ctx.clock.now()
  const latest = isoPlusMs(now, anotherTryMs)
  const expires_at = row.expires_at > latest ? row.expires_at : latest
  await updateCommand(ctx.db, row.run_id, {
    state: 'waiting',
    agent_id: null,
    credential_id: null,
    lease_until: null,
    expires_at,
    updated_at: now,
  })
  await requeueRun(ctx, {
    run_id: row.run_id,
    why: 'The agent stopped reporting. The run was taken from it and waits to be tried once more.',
  })
  await publishEvent(ctx, { topic: workTopic, organization_id, entity_id: row.server_id })
}

const lostError = (serverName: string | null) => ({
  code: 'agent_lost',
  message: `The agent on ${serverName ?? 'the server'} was lost twice during this run. See on the machine whether it runs and can reach Backstay (systemctl status backstay-agent), then start the run again.`,
})

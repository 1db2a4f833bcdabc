import { type Command, leaseSeconds, Orders } from '../agent-protocol/messages.ts'
import { type Context, inTransaction } from '../context.ts'
import { isoPlusMs } from '../lib/clock.ts'
import { AppError } from '../lib/errors.ts'
import { issueCredential } from '../repositories/issue-credential.ts'
import { beginRun } from '../runs/begin-run.ts'
import { logRun } from '../runs/log-run.ts'
import { watchAgentLeaseTask } from '../tasks.ts'
import { type CommandRow, lockNextCommand, updateCommand } from './command-queries.ts'
import type { AgentRow } from './queries.ts'

/** A credential outlives its lease by a little: a report that is late is not a run that is lost. */
export const credentialSeconds = leaseSeconds + 30

/** Gives an agent the work that waits for its server: at most one command of each kind that it has room for. */
export const takeCommands = async (
  ctx: Context,
  input: { agent: AgentRow; kinds: readonly Orders['kind'][] },
): Promise<Command[]> => {
  const commands: Command[] = []
  // Restores first: somebody waits for them.
  for (const kind of ['restore', 'backup'] as const) {
    if (!input.kinds.includes(kind)) continue
    const command = await takeOne(ctx, input.agent, kind).catch(nothingYet)
    if (command !== null) commands.push(command)
  }
  return commands
}

/** Maintenance began in this very moment: the command waits on. */
const nothingYet = (error: unknown): null => {
  if (
    error instanceof AppError &&
    (error.code === 'repository_in_maintenance' || error.code === 'repository_not_ready')
  )
    return null
  throw error
}

const takeOne = (ctx: Context, agent: AgentRow, kind: Orders['kind']): Promise<Command | null> =>
  inTransaction(ctx, async (ctx) => {
    for (;;) {
      const now = ctx.clock.now()
      const row = await lockNextCommand(ctx.db, agent.server_id, { kinds: [kind], now })
      if (row === undefined) return null
      const run = await beginRun(ctx, { run_id: row.run_id })
      if (run !== null) return take(ctx, agent, row)
      // It was cancelled while it waited.
      await updateCommand(ctx.db, row.run_id, { state: 'ended', updated_at: now })
    }
  })

const take = async (ctx: Context, agent: AgentRow, row: CommandRow): Promise<Command> => {
  const { run_id, repository_id, kind } = row
  const attempt = row.tries + 1
  const now = ctx.clock.now()
  const { credential_id, access } = await issueCredential(ctx, {
    repository_id,
    run_id,
    rights: kind === 'backup' ? 'backup' : 'read',
    ttl_seconds: credentialSeconds,
  })
  const lease_until = isoPlusMs(now, leaseSeconds * 1_000)
  await updateCommand(ctx.db, run_id, {
    state: 'taken',
    tries: attempt,
    agent_id: agent.id,
    credential_id,
    lease_until,
    report_seq: 0,
    updated_at: now,
  })
  await ctx.jobs.enqueue(ctx.db, watchAgentLeaseTask, { run_id, attempt }, { start_after: lease_until })
  await logRun(ctx, { run_id, message: `The agent on ${agent.hostname} took this run.` })
  return { run_id, attempt, orders: Orders.parse(row.orders), repository: access }
}

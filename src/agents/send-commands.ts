import type { Orders } from '../agent-protocol/messages.ts'
import type { Context } from '../context.ts'
import { publishEvent } from '../events/publish-event.ts'
import { minuteMs, toIso } from '../lib/clock.ts'
import { watchAgentLeaseTask } from '../tasks.ts'
import { endCommandsOfEndedRuns, insertCommands } from './command-queries.ts'

/** What the agents that wait for work listen to; its entity is the server. */
export const workTopic = 'agent.work'

export type NewCommand = {
  run_id: string
  server: { id: string; organization_id: string }
  /** Where the snapshots go or come from. */
  repository_id: string
  orders: Orders
  expires_at: string
}

/**
 * Leaves work for the agents of servers, connected or not; a run says how each goes, and when no agent takes it before `expires_at`
 * it ends as expired. A server has one open command of a kind. Belongs in the transaction that made the runs.
 */
export const sendCommands = async (ctx: Context, commands: readonly NewCommand[]): Promise<void> => {
  if (commands.length === 0) return
  const now = ctx.clock.now()
  // A run that was cancelled while it waited leaves its command behind until an agent looks.
  await endCommandsOfEndedRuns(
    ctx.db,
    commands.map(({ server }) => server.id),
    now,
  )
  await insertCommands(
    ctx.db,
    commands.map(({ run_id, server, repository_id, orders, expires_at }) => ({
      run_id,
      server_id: server.id,
      repository_id,
      kind: orders.kind,
      orders,
      state: 'waiting' as const,
      expires_at,
      created_at: now,
      updated_at: now,
    })),
  )
  // By the minute: thousands that are sent together rarely expire in the same second.
  for (const [start_after, same] of Map.groupBy(commands, ({ expires_at }) => wholeMinute(expires_at))) {
    const jobs = same.map(({ run_id }) => ({ run_id, attempt: 0 }))
    await ctx.jobs.enqueueMany(ctx.db, watchAgentLeaseTask, jobs, { start_after })
  }
  for (const { server } of commands)
    await publishEvent(ctx, { topic: workTopic, organization_id: server.organization_id, entity_id: server.id })
}

const wholeMinute = (at: string): string => toIso(Math.ceil(Date.parse(at) / minuteMs) * minuteMs)

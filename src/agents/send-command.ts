import type { Orders } from '../agent-protocol/messages.ts'
import type { Context } from '../context.ts'
import { publishEvent } from '../events/publish-event.ts'
import { watchAgentLeaseTask } from '../tasks.ts'
import { insertCommand } from './command-queries.ts'

/** What the agents that wait for work listen to; its entity is the server. */
export const workTopic = 'agent.work'

/**
 * Leaves work for the agent of a server, connected or not. The run says how it goes; when no agent takes it before `expires_at`
 * it ends as expired. Belongs in the transaction that made the run.
 */
export const sendCommand = async (
  ctx: Context,
  input: {
    run_id: string
    server: { id: string; organization_id: string }
    /** Where the snapshots go or come from. */
    repository_id: string
    orders: Orders
    expires_at: string
  },
): Promise<void> => {
  const { run_id, server, repository_id, orders, expires_at } = input
  const now = ctx.clock.now()
  await insertCommand(ctx.db, {
    run_id,
    server_id: server.id,
    repository_id,
    kind: orders.kind,
    orders: JSON.stringify(orders),
    state: 'waiting',
    expires_at,
    created_at: now,
    updated_at: now,
  })
  await ctx.jobs.enqueue(ctx.db, watchAgentLeaseTask, { run_id, attempt: 0 }, { start_after: expires_at })
  await publishEvent(ctx, { topic: workTopic, organization_id: server.organization_id, entity_id: server.id })
}

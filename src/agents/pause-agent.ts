import { recordChange } from '../audit/record-change.ts'
import { type Context, inTransaction } from '../context.ts'
import { getAgent } from './get-agent.ts'
import { holdAgent } from './hold-agent.ts'
import { updateAgent } from './queries.ts'
import type { Agent } from './schema.ts'

/** Lets an agent take no more work; what it does now goes on. Repeating it changes nothing. */
export const pauseAgent = (ctx: Context, input: { agent_id: string }): Promise<Agent> =>
  inTransaction(ctx, async (ctx) => {
    const row = await holdAgent(ctx, input)
    if (row.paused !== true) {
      await updateAgent(ctx.db, row.id, { paused: true, updated_at: ctx.clock.now() })
      await recordChange(ctx, {
        action: 'agent.paused',
        organization_id: row.organization_id,
        target: { id: row.id, name: row.server_name },
      })
    }
    return getAgent(ctx, input)
  })

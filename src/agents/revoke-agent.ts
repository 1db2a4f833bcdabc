import { recordChange } from '../audit/record-change.ts'
import { type Context, inTransaction } from '../context.ts'
import { endAgent } from './end-agent.ts'
import { getAgent } from './get-agent.ts'
import { holdAgent } from './hold-agent.ts'
import type { Agent } from './schema.ts'

/** Takes an agent's identity away for good. The server keeps its recovery points, and can have another agent. */
export const revokeAgent = (ctx: Context, input: { agent_id: string }): Promise<Agent> =>
  inTransaction(ctx, async (ctx) => {
    const row = await holdAgent(ctx, input)
    await endAgent(ctx, { agent_id: row.id, replaced_by: null })
    await recordChange(ctx, {
      action: 'agent.revoked',
      organization_id: row.organization_id,
      target: { id: row.id, name: row.server_name },
      before: { hostname: row.hostname },
    })
    return getAgent(ctx, input)
  })

import { type Context, requireRole, scopeOf } from '../context.ts'
import { AppError, notFound } from '../lib/errors.ts'
import { type AgentRow, lockAgent } from './queries.ts'

/** An agent that the caller may change, its row held until the transaction ends. */
export const holdAgent = async (ctx: Context, input: { agent_id: string }): Promise<AgentRow> => {
  const row = await lockAgent(ctx.db, scopeOf(ctx.caller), input.agent_id)
  if (row === undefined) throw notFound()
  requireRole(ctx.caller, row.organization_id, 'manager')
  if (row.revoked_at !== null)
    throw new AppError('conflict', { message: 'This agent was revoked. Make a new enrolment for its server instead.' })
  return row
}

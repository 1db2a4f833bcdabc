import { type Context, requireRole, scopeOf } from '../context.ts'
import { decodeCursor, type Page, toPage } from '../lib/pagination.ts'
import { listAgents as select } from './queries.ts'
import type { Agent, ListAgentsQuery } from './schema.ts'
import { toAgent } from './to-agent.ts'

const list = 'agents'

/** Agents of the caller's organizations, newest first. */
export const listAgents = async (ctx: Context, input: ListAgentsQuery): Promise<Page<Agent>> => {
  const { organization_id, server_id, limit } = input
  if (organization_id !== undefined) requireRole(ctx.caller, organization_id, 'viewer')
  const scope = scopeOf(ctx.caller)
  const [before_id] = decodeCursor(list, input.cursor, 1) ?? []
  const revoked = input.revoked === true
  const rows = await select(ctx.db, { scope, organization_id, server_id, revoked, before_id, limit: limit + 1 })
  const page = toPage(list, rows, limit, (row) => [row.id])
  return { ...page, data: page.data.map((row) => toAgent(ctx, row)) }
}

import { type Context, requireOperator } from '../context.ts'
import { listServersWithAgentAcrossOrganizations } from './queries.ts'

/** Which of these servers have an agent. For the system's own work. */
export const listServersWithAgent = (ctx: Context, input: { server_ids: readonly string[] }): Promise<Set<string>> => {
  requireOperator(ctx.caller)
  return listServersWithAgentAcrossOrganizations(ctx.db, input.server_ids)
}

import { type Context, requireRole, scopeOf } from '../context.ts'
import { countServers as count } from './count-queries.ts'
import type { CountServersQuery, ServerCounts } from './schema.ts'
import { timesOf } from './times-of.ts'

/** How many of the caller's servers there are in each state, or of all for operators. */
export const countServers = (ctx: Context, input: CountServersQuery): Promise<ServerCounts> => {
  if (input.organization_id !== undefined) requireRole(ctx.caller, input.organization_id, 'viewer')
  return count(ctx.db, scopeOf(ctx.caller), { ...input, ...timesOf(ctx) })
}

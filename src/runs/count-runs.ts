import { type Context, requireRole, scopeOf } from '../context.ts'
import { countRuns as count } from './queries.ts'
import type { ListRunsQuery } from './schema.ts'

/** How many runs a list with the same filter would show. */
export const countRuns = (ctx: Context, input: Omit<ListRunsQuery, 'limit' | 'cursor' | 'q'>): Promise<number> => {
  if (input.organization_id !== undefined) requireRole(ctx.caller, input.organization_id, 'viewer')
  return count(ctx.db, { ...input, scope: scopeOf(ctx.caller) })
}

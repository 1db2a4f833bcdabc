import { type Context, requireRole, scopeOf } from '../context.ts'
import { countRuns as count } from './queries.ts'
import type { ListRunsQuery } from './schema.ts'

/** How many runs lists with these filters would show, in their order. */
export const countRuns = (
  ctx: Context,
  filters: readonly Omit<ListRunsQuery, 'limit' | 'cursor' | 'q'>[],
): Promise<number[]> => {
  for (const { organization_id } of filters)
    if (organization_id !== undefined) requireRole(ctx.caller, organization_id, 'viewer')
  return count(ctx.db, scopeOf(ctx.caller), filters)
}

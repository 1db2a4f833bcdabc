import { type Context, requireOperator } from '../context.ts'
import { countOpenAcrossOrganizations } from './queries.ts'

/** How many tasks wait for an operator, and since when the oldest does. */
export const countOpenTasks = (
  ctx: Context,
): Promise<{ count: number; title: string | null; since: string | null }> => {
  requireOperator(ctx.caller)
  return countOpenAcrossOrganizations(ctx.db)
}

import { type Context, requireRole, scopeOf } from '../context.ts'
import { findWorst } from './queries.ts'
import type { ServerState, WorstServer } from './schema.ts'
import { timesOf } from './times-of.ts'

/** Of the servers in a state the one to look at first: critical before others, then the one whose newest backup is oldest. */
export const worstOfState = (
  ctx: Context,
  input: { state: ServerState; organization_id?: string | undefined },
): Promise<WorstServer | undefined> => {
  if (input.organization_id !== undefined) requireRole(ctx.caller, input.organization_id, 'viewer')
  return findWorst(ctx.db, scopeOf(ctx.caller), { ...input, ...timesOf(ctx) })
}

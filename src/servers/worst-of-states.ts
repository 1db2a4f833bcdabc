import { type Context, requireRole, scopeOf } from '../context.ts'
import { listWorst } from './count-queries.ts'
import type { ServerState, WorstServer } from './schema.ts'
import { timesOf } from './times-of.ts'

/** Of the servers in each state the one to look at first: critical before others, then the one whose newest backup is oldest. */
export const worstOfStates = (
  ctx: Context,
  input: { states: readonly ServerState[]; organization_id?: string | undefined },
): Promise<ReadonlyMap<ServerState, WorstServer>> => {
  if (input.organization_id !== undefined) requireRole(ctx.caller, input.organization_id, 'viewer')
  return listWorst(ctx.db, scopeOf(ctx.caller), { ...input, ...timesOf(ctx) })
}

import { type Context, requireOperator } from '../context.ts'
import { listMatchingAcrossOrganizations, type ServerRow } from './queries.ts'
import type { ServerFilter } from './schema.ts'
import { timesOf } from './times-of.ts'

export type MatchingServer = ServerRow

/** Servers of all organizations that match, with all their columns, a part at a time. For the system's own work. */
export const listMatching = (
  ctx: Context,
  input: ServerFilter & { after_id?: string | undefined; at_most: number },
): Promise<MatchingServer[]> => {
  requireOperator(ctx.caller)
  const { after_id, at_most, ...filter } = input
  return listMatchingAcrossOrganizations(ctx.db, { ...filter, ...timesOf(ctx) }, { after_id, limit: at_most })
}

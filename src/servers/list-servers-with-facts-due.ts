import type { Context } from '../context.ts'
import { listFactsDueAcrossOrganizations } from './queries.ts'

/** Servers, of all organizations, about which lists will say something else merely because time went by. */
export const listServersWithFactsDue = (ctx: Context, input: { limit: number }): Promise<string[]> =>
  listFactsDueAcrossOrganizations(ctx.db, ctx.clock.now(), input.limit)

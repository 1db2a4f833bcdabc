import type { Context } from '../context.ts'
import { foldCountsAcrossOrganizations } from './count-queries.ts'

/** Puts together what was added to the counts of servers since the last time: their sums stay as they are. */
export const foldServerCounts = async (ctx: Context): Promise<void> => {
  await foldCountsAcrossOrganizations(ctx.db)
}

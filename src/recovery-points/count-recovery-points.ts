import type { Context } from '../context.ts'
import { loadServer } from '../servers/load-server.ts'
import { countPointsOf } from './queries.ts'
import type { RecoveryPointCounts } from './schema.ts'

/** How many recovery points a server has of each kind, and how many of them can be restored. */
export const countRecoveryPoints = async (ctx: Context, input: { server_id: string }): Promise<RecoveryPointCounts> => {
  const { id } = await loadServer(ctx, input)
  const kinds = await countPointsOf(ctx.db, id, ctx.clock.now())
  const sum = (of: typeof kinds) => of.reduce((all, { count }) => all + count, 0)
  return { total: sum(kinds), restorable: sum(kinds.filter(({ standing }) => standing === 'restorable')), kinds }
}

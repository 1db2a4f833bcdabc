import type { Context } from '../context.ts'
import { loadServer } from '../servers/load-server.ts'
import { countExpiredOf, countPointsOf } from './queries.ts'
import type { RecoveryPointCounts } from './schema.ts'

/** How many recovery points a server has of each kind, and how many of them can be restored. */
export const countRecoveryPoints = async (ctx: Context, input: { server_id: string }): Promise<RecoveryPointCounts> => {
  const { id } = await loadServer(ctx, input)
  const kinds = await countPointsOf(ctx.db, id)
  const sum = (of: typeof kinds) => of.reduce((all, { count }) => all + count, 0)
  const there = sum(kinds.filter(({ state }) => state === 'available'))
  const images = kinds.some(({ method, state }) => method !== 'files' && state === 'available')
  const expired = images ? await countExpiredOf(ctx.db, id, ctx.clock.now()) : 0
  return { total: sum(kinds), restorable: there - expired, kinds }
}

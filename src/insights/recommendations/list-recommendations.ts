import type { z } from 'zod'
import { type Context, requireRole, scopeOf } from '../../context.ts'
import { decodeCursor, toPage } from '../../lib/pagination.ts'
import { findAsOf, listRecommendations as select } from './recommendation-queries.ts'
import type { ListRecommendationsQuery, RecommendationPage } from './schema.ts'
import { toRecommendation } from './to-recommendation.ts'

const list = 'recommendations'

/** What would do the caller's organizations good, the most urgent first; of all organizations for operators. */
export const listRecommendations = async (
  ctx: Context,
  input: ListRecommendationsQuery,
): Promise<z.infer<typeof RecommendationPage>> => {
  const { organization_id, kind, state, limit } = input
  if (organization_id !== undefined) requireRole(ctx.caller, organization_id, 'viewer')
  const [rank, id] = decodeCursor(list, input.cursor, 2) ?? []
  const after = rank === undefined || id === undefined ? null : { rank: Math.trunc(Number(rank)) || 0, id }
  const now = ctx.clock.now()
  const filter = { organization_id, kind, state, limit: limit + 1, now, after }
  const rows = await select(ctx.db, scopeOf(ctx.caller), filter)
  const page = toPage(list, rows, limit, (row) => [String(row.rank), row.id])
  return { ...page, data: page.data.map((row) => toRecommendation(row, now)), as_of: await findAsOf(ctx.db) }
}

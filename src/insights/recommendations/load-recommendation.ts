import { type Context, requireRole, scopeOf } from '../../context.ts'
import { notFound } from '../../lib/errors.ts'
import { findRecommendation, type RecommendationRow } from './recommendation-queries.ts'

/** One of the caller's, where they are at least manager. Throws not_found and forbidden. */
export const loadRecommendation = async (
  ctx: Context,
  input: { recommendation_id: string },
): Promise<RecommendationRow> => {
  const row = await findRecommendation(ctx.db, scopeOf(ctx.caller), input.recommendation_id)
  if (row === undefined) throw notFound()
  requireRole(ctx.caller, row.organization_id, 'manager')
  return row
}

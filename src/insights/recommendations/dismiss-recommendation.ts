import { recordChange } from '../../audit/record-change.ts'
import { type Context, inTransaction } from '../../context.ts'
import { loadRecommendation } from './load-recommendation.ts'
import { updateDismissed } from './recommendation-queries.ts'
import type { Recommendation } from './schema.ts'
import { toRecommendation } from './to-recommendation.ts'

/** Says that a recommendation is not wanted. It comes back when it is about a quarter more, or when the situation is another. */
export const dismissRecommendation = (
  ctx: Context,
  input: { recommendation_id: string; why?: string | undefined },
): Promise<Recommendation> =>
  inTransaction(ctx, async (ctx) => {
    const before = await loadRecommendation(ctx, input)
    if (before.dismissed_at !== null) return toRecommendation(before, ctx.clock.now())
    const { id: by_id, name: by } = ctx.caller
    await updateDismissed(ctx.db, before, { at: ctx.clock.now(), by_id, by, why: input.why || null })
    const now = toRecommendation(await loadRecommendation(ctx, input), ctx.clock.now())
    await recordChange(ctx, {
      action: 'recommendation.dismissed',
      organization_id: before.organization_id,
      target: { id: before.id, name: now.title },
      after: { why: input.why ?? null },
    })
    return now
  })

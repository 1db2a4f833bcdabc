import { recordChange } from '../../audit/record-change.ts'
import { type Context, inTransaction } from '../../context.ts'
import { invalidField } from '../../lib/errors.ts'
import { loadRecommendation } from './load-recommendation.ts'
import { updateSnoozed } from './recommendation-queries.ts'
import type { Recommendation } from './schema.ts'
import { toRecommendation } from './to-recommendation.ts'

/** Puts a recommendation off: nobody of the organization is shown it before then. */
export const snoozeRecommendation = (
  ctx: Context,
  input: { recommendation_id: string; until: string },
): Promise<Recommendation> =>
  inTransaction(ctx, async (ctx) => {
    const before = await loadRecommendation(ctx, input)
    if (input.until <= ctx.clock.now()) throw invalidField('until', 'Expected a time that is still to come.')
    await updateSnoozed(ctx.db, before.id, { until: input.until, by: ctx.caller.name })
    const now = toRecommendation(await loadRecommendation(ctx, input), ctx.clock.now())
    await recordChange(ctx, {
      action: 'recommendation.snoozed',
      organization_id: before.organization_id,
      target: { id: before.id, name: now.title },
      before: { snoozed_until: before.snoozed_until },
      after: { snoozed_until: now.snoozed_until },
    })
    return now
  })

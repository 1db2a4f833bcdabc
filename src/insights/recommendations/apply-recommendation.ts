import { recordChange } from '../../audit/record-change.ts'
import { type Context, inTransaction } from '../../context.ts'
import { isoPlusMs, minuteMs } from '../../lib/clock.ts'
import { AppError } from '../../lib/errors.ts'
import { carryOut } from './carry-out.ts'
import { loadRecommendation } from './load-recommendation.ts'
import { claimToApply, type RecommendationRow, updateApplied } from './recommendation-queries.ts'
import { type AppliedResult, Facts, type Recommendation } from './schema.ts'
import { toRecommendation } from './to-recommendation.ts'
import { wordsOf } from './words-of.ts'

// Longer than what is done at once may take.
const claimMs = 5 * minuteMs

/**
 * Does what a recommendation says, with the verbs and rights of the person. Applied twice it is done once: the second call gets
 * what came of the first. Commits in steps. Throws what those verbs throw, and conflict when it no longer holds.
 */
export const applyRecommendation = async (
  ctx: Context,
  input: { recommendation_id: string },
): Promise<Recommendation> => {
  const row = await loadRecommendation(ctx, input)
  if (row.applied_at !== null && row.applied_result !== null) return toRecommendation(row, ctx.clock.now())
  if (!row.holds) throw new AppError('conflict', { message: 'This no longer holds. Load the recommendations anew.' })
  const facts = Facts.parse(row.facts)
  const { title, apply } = wordsOf(facts, { id: row.organization_id, name: row.organization_name })
  if (apply.why_not !== null) throw new AppError('conflict', { message: apply.why_not })
  const at = ctx.clock.now()
  const claim = { at, given_up_before: isoPlusMs(at, -claimMs), by: ctx.caller.name }
  if (!(await claimToApply(ctx.db, row, claim))) return toRecommendation(await loadRecommendation(ctx, input), at)
  const work = async (ctx: Context) => {
    const result = await carryOut(ctx, { organization_id: row.organization_id, facts })
    await keep(ctx, row, { title, result })
  }
  try {
    // What cannot be done twice is done in the transaction that remembers it.
    if (inSteps.has(facts.kind)) await work(ctx)
    else await inTransaction(ctx, work)
  } catch (error) {
    await updateApplied(ctx.db, row.id, null)
    throw error
  }
  return toRecommendation(await loadRecommendation(ctx, input), ctx.clock.now())
}

/** They ask the outside or commit in between, and may be done twice. */
const inSteps: ReadonlySet<Facts['kind']> = new Set(['stale', 'drift', 'cheaper_method'])

const keep = (ctx: Context, row: RecommendationRow, { title, result }: { title: string; result: AppliedResult }) =>
  inTransaction(ctx, async (ctx) => {
    await updateApplied(ctx.db, row.id, result)
    await recordChange(ctx, {
      action: 'recommendation.applied',
      organization_id: row.organization_id,
      target: { id: row.id, name: title },
      after: { run_id: result.run_id, message: result.message },
    })
  })

import type { Context } from '../context.ts'
import { AppError, invalidField } from '../lib/errors.ts'
import { findPlan, type PlanRow } from './queries.ts'

/** The plan that somebody wants. Throws invalid_request when there is none, plan_retired when it is no longer sold. */
export const soldPlan = async (ctx: Context, planId: string): Promise<PlanRow> => {
  const plan = await findPlan(ctx.db, planId)
  if (plan === undefined) throw invalidField('plan_id', 'There is no such plan. Choose one of GET /api/plans.')
  if (plan.retired_at !== null)
    throw new AppError('plan_retired', { message: `The plan "${plan.name}" is no longer sold. Choose another one.` })
  return plan
}

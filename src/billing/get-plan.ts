import type { Context } from '../context.ts'
import { notFound } from '../lib/errors.ts'
import { findPlan } from './queries.ts'
import type { Plan } from './schema.ts'
import { showPlan } from './show-plan.ts'

/** One plan, also one that is no longer sold. Throws not_found. */
export const getPlan = async (ctx: Context, input: { plan_id: string }): Promise<Plan> => {
  const row = await findPlan(ctx.db, input.plan_id)
  if (row === undefined) throw notFound()
  return showPlan(ctx, row)
}

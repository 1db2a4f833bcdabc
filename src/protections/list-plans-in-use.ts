import { entitlementOf } from '../billing/entitlement-of.ts'
import type { Context } from '../context.ts'
import type { PlanInUse } from './choose-place.ts'
import { countPlacesUsed } from './queries.ts'

/** The plans an organization has places on, with how many of them are taken. */
export const listPlansInUse = async (ctx: Context, input: { organization_id: string }): Promise<PlanInUse[]> => {
  const { plans } = await entitlementOf(ctx, input)
  if (plans.length === 0) return []
  const used = await countPlacesUsed(ctx.db, input.organization_id)
  return plans.map((plan) => ({ ...plan, places_used: used.get(plan.plan_id) ?? 0 }))
}

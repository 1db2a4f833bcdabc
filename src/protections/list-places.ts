import { entitlementOf } from '../billing/entitlement-of.ts'
import { type Context, requireRole } from '../context.ts'
import { countPlacesUsed } from './queries.ts'
import type { PlaceUse } from './schema.ts'

/** How many places of each plan an organization has, and how many of them its servers take. */
export const listPlaces = async (
  ctx: Context,
  input: { organization_id: string },
): Promise<{ data: PlaceUse[]; next_cursor: null }> => {
  requireRole(ctx.caller, input.organization_id, 'viewer')
  const { plans } = await entitlementOf(ctx, input)
  const used = await countPlacesUsed(ctx.db, input.organization_id)
  const data = plans.map((plan) => ({ ...plan, places_used: used.get(plan.plan_id) ?? 0 }))
  return { data, next_cursor: null }
}

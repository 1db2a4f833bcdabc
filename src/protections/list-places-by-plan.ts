import { listEntitlements } from '../billing/list-entitlements.ts'
import { type Context, requireOperator } from '../context.ts'
import { countPlacesByPlanAcrossOrganizations } from './queries.ts'
import type { PlanPlaces } from './schema.ts'

/** How many places of each plan count now, of all organizations together, and how many of them servers take. */
export const listPlacesByPlan = async (ctx: Context): Promise<{ data: PlanPlaces[]; next_cursor: null }> => {
  requireOperator(ctx.caller)
  const used = await countPlacesByPlanAcrossOrganizations(ctx.db)
  const entitled = [...(await listEntitlements(ctx)).values()].flatMap(({ plans }) => plans)
  const byPlan = Map.groupBy(entitled, ({ plan_id }) => plan_id)
  const ids = new Set([...byPlan.keys(), ...used.keys()])
  const data = [...ids].map((plan_id) => {
    const theirs = byPlan.get(plan_id) ?? []
    return {
      plan_id,
      organizations: theirs.length,
      places: theirs.reduce((sum, { places }) => sum + places, 0),
      places_used: used.get(plan_id) ?? 0,
    }
  })
  return { data, next_cursor: null }
}

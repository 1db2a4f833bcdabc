import { type Context, requireRole } from '../context.ts'
import { entitlementFrom } from './entitlement-from.ts'
import { entitlingSubscriptions, findPlans } from './queries.ts'
import type { Entitlement } from './schema.ts'

/** What an organization may do now, as its subscriptions say. The only billing word other folders use. */
export const entitlementOf = async (ctx: Context, input: { organization_id: string }): Promise<Entitlement> => {
  requireRole(ctx.caller, input.organization_id, 'viewer')
  const subscriptions = await entitlingSubscriptions(ctx.db, input.organization_id)
  const plans = await findPlans(ctx.db, [...new Set(subscriptions.map((row) => row.plan_id))])
  return entitlementFrom(subscriptions, plans, ctx.clock.now())
}

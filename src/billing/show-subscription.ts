import type { Context } from '../context.ts'
import { entitlementFrom } from './entitlement-from.ts'
import type { NamedSubscriptionRow } from './queries.ts'
import type { Subscription } from './schema.ts'

/** A subscription as the API shows it. */
export const showSubscription = (ctx: Context, row: NamedSubscriptionRow): Subscription => {
  const plan = { id: row.plan_id, name: row.plan_name, plan_types: [], methods: [], retention_days: 0 }
  const [entitled] = entitlementFrom([row], [plan], ctx.clock.now()).plans
  return {
    ...row,
    entitled: entitled !== undefined,
    entitled_until: entitled?.until ?? null,
    managed_in_stripe: row.stripe_subscription_id !== null,
    requested_by: row.requested_by_name,
  }
}

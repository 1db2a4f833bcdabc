import type { Context } from '../context.ts'
import { AppError } from '../lib/errors.ts'
import { holdOrganization } from '../organizations/hold-organization.ts'
import { entitlementChangedTask } from '../tasks.ts'
import { hasOpenRequest, insertSubscription, type PlanRow, type SubscriptionRow } from './queries.ts'
import { recordSubscription } from './record-subscription.ts'

type Wanted = Pick<SubscriptionRow, 'organization_id' | 'quantity' | 'source'> & {
  plan: PlanRow
  status: 'requested' | 'active'
  ends_at?: string | null
  stripe_subscription_id?: string | null
}

/**
 * Writes a new subscription, and nothing else (S2): no server changes. One open request for each organization and plan. Runs in
 * the caller's transaction; resolves with the id.
 */
export const addSubscription = async (ctx: Context, wanted: Wanted): Promise<string> => {
  const { organization_id, plan, status } = wanted
  await holdOrganization(ctx, { organization_id })
  if (status === 'requested' && (await hasOpenRequest(ctx.db, organization_id, plan.id)))
    throw new AppError('already_exists', {
      message: `There is an open request for the plan "${plan.name}" already. It is decided before you can send another.`,
    })
  const now = ctx.clock.now()
  const row = {
    id: ctx.ids.make('sub'),
    organization_id,
    plan_id: plan.id,
    quantity: wanted.quantity,
    status,
    source: wanted.source,
    price_minor: plan.price_minor,
    currency: plan.currency,
    price_as_of: plan.price_as_of,
    ends_at: wanted.ends_at ?? null,
    stripe_subscription_id: wanted.stripe_subscription_id ?? null,
    requested_by_id: ctx.caller.id,
    requested_by_name: ctx.caller.name,
    created_at: now,
    updated_at: now,
  }
  await insertSubscription(ctx.db, row)
  const action = status === 'requested' ? 'subscription.requested' : 'subscription.granted'
  await recordSubscription(ctx, action, { ...row, plan }, { after: row })
  if (status === 'active') await ctx.jobs.enqueue(ctx.db, entitlementChangedTask, { organization_id })
  return row.id
}

import { type Context, inTransaction } from '../context.ts'
import { getOrganization } from '../organizations/get-organization.ts'
import { addStripeItemsTask } from '../tasks.ts'
import { addSubscription } from './add-subscription.ts'
import { getSubscription } from './get-subscription.ts'
import { ownOrganization } from './own-organization.ts'
import type { PurchaseInput, Subscription } from './schema.ts'
import { soldPlan } from './sold-plan.ts'
import { findRunningAtStripe } from './stripe-queries.ts'

/**
 * Adds places on a plan to an existing customer (S6); no server changes. Where the organization has a subscription by card, a job
 * adds them to that and the add-on is `requested` until Stripe confirms. Otherwise an operator approves it; an operator who adds
 * it has done so.
 */
export const addBackupAddon = (ctx: Context, input: PurchaseInput): Promise<Subscription> =>
  inTransaction(ctx, async (ctx) => {
    const organization_id = ownOrganization(ctx, input.organization_id)
    await getOrganization(ctx, { organization_id })
    const plan = await soldPlan(ctx, input.plan_id)
    const byCard = ctx.config.stripe !== null && plan.stripe_price_id !== null
    const stripe_subscription_id = byCard ? await findRunningAtStripe(ctx.db, organization_id) : null
    const subscription_id = await addSubscription(ctx, {
      organization_id,
      plan,
      quantity: input.quantity,
      status: ctx.caller.operator && stripe_subscription_id === null ? 'active' : 'requested',
      source: 'addon',
      stripe_subscription_id,
    })
    if (stripe_subscription_id !== null) await ctx.jobs.enqueue(ctx.db, addStripeItemsTask, { organization_id })
    return getSubscription(ctx, { subscription_id })
  })

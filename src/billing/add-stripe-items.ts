import type Stripe from 'stripe'
import { type Context, inTransaction } from '../context.ts'
import { holdOrganization } from '../organizations/hold-organization.ts'
import { fetchFromStripe } from './fetch-from-stripe.ts'
import { openStripe } from './open-stripe.ts'
import { findPlan, type PlanRow, type SubscriptionRow, updateSubscription } from './queries.ts'
import { recordSubscription } from './record-subscription.ts'
import { addonKey } from './records-from-stripe.ts'
import { nextAddonAtStripe } from './stripe-queries.ts'
import { syncStripeSubscription } from './sync-stripe-subscription.ts'

/**
 * Adds the waiting add-ons of an organization to its Stripe subscription, the oldest first. Each is read, decided, done and read
 * again: the item remembers the last add-on that it got, and the next one is not begun before the last one is recorded, so
 * whatever is cut off between Stripe's effect and our record is found done the next time.
 */
export const addStripeItems = async (ctx: Context, input: { organization_id: string }): Promise<void> => {
  if (ctx.config.stripe === null) return
  const stripe = await openStripe(ctx)
  let last: string | null = null
  for (;;) {
    const addon = await nextAddonAtStripe(ctx.db, input.organization_id)
    if (addon === undefined || addon.stripe_subscription_id === null) return
    if (addon.id === last) throw new Error(`Stripe does not show the add-on ${addon.id} yet.`)
    last = addon.id
    const refusal = await addAtStripe(ctx, stripe, addon, addon.stripe_subscription_id)
    if (refusal === null) await syncStripeSubscription(ctx, { stripe_subscription_id: addon.stripe_subscription_id })
    else await decline(ctx, addon, refusal)
  }
}

/** Resolves with the reason when it cannot be done; rejects when it is worth another try. */
const addAtStripe = async (
  ctx: Context,
  stripe: Stripe,
  addon: SubscriptionRow,
  subscriptionId: string,
): Promise<string | null> => {
  const fetched = await fetchFromStripe(ctx, subscriptionId)
  const plan = await findPlan(ctx.db, addon.plan_id)
  if (fetched === null || ['canceled', 'incomplete_expired'].includes(fetched.subscription.status))
    return 'The subscription by card ended before this was added to it. Buy a new one.'
  if (plan === undefined || plan.stripe_price_id === null)
    return 'This plan can no longer be paid by card. Choose another one, or send a request.'
  if (fetched.subscription.items.data.some(({ metadata }) => metadata[addonKey] === addon.id)) return null
  try {
    await change(stripe, fetched.subscription, addon, { ...plan, stripe_price_id: plan.stripe_price_id })
    return null
  } catch (error) {
    const { StripeCardError, StripeInvalidRequestError } = stripe.errors
    if (error instanceof StripeCardError) return `The card was refused: ${error.message}`
    if (!(error instanceof StripeInvalidRequestError)) throw error
    ctx.log.warn({ err: error, subscription_id: addon.id }, 'Stripe refused an add-on')
    return 'Stripe refused this. Ask those who run this installation; its log says why.'
  }
}

const change = async (
  stripe: Stripe,
  subscription: Stripe.Subscription,
  addon: SubscriptionRow,
  plan: PlanRow & { stripe_price_id: string },
) => {
  const metadata = { [addonKey]: addon.id }
  const proration_behavior = 'create_prorations'
  const item = subscription.items.data.find(({ price }) => price.id === plan.stripe_price_id)
  if (item === undefined) {
    const added = { subscription: subscription.id, price: plan.stripe_price_id, quantity: addon.quantity }
    const idempotencyKey = `addon:${addon.id}`
    return stripe.subscriptionItems.create({ ...added, metadata, proration_behavior }, { idempotencyKey })
  }
  // Stripe takes no two items with one price, so the places go on top of those there are. The sum is part of the key:
  // Stripe answers a key for a day as it did first, also when that was a failure.
  const quantity = (item.quantity ?? 0) + addon.quantity
  const idempotencyKey = `addon:${addon.id}:${quantity}`
  return stripe.subscriptionItems.update(item.id, { quantity, metadata, proration_behavior }, { idempotencyKey })
}

const decline = (ctx: Context, addon: SubscriptionRow, reason: string) =>
  inTransaction(ctx, async (ctx) => {
    await holdOrganization(ctx, addon)
    const change = { status: 'declined' as const, reason, updated_at: ctx.clock.now() }
    await updateSubscription(ctx.db, addon.organization_id, addon.id, change)
    const plan = { name: (await findPlan(ctx.db, addon.plan_id))?.name ?? addon.plan_id }
    await recordSubscription(
      ctx,
      'subscription.declined',
      { ...addon, plan },
      { before: addon, after: { ...addon, ...change } },
    )
  })

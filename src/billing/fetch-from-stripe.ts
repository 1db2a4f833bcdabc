import type Stripe from 'stripe'
import type { Services } from '../context.ts'
import { toIso } from '../lib/clock.ts'
import { openStripe } from './open-stripe.ts'

export type Fetched = {
  subscription: Stripe.Subscription
  /** When the oldest payment that is still open became due. */
  past_due_since: string | null
}

/** A subscription as Stripe has it now, with all its items; null when Stripe knows none by this id. */
export const fetchFromStripe = async (ctx: Services, stripeSubscriptionId: string): Promise<Fetched | null> => {
  const stripe = await openStripe(ctx)
  const subscription = await retrieve(stripe, stripeSubscriptionId)
  if (subscription === null) return null
  if (subscription.items.has_more) {
    const pages = stripe.subscriptionItems.list({ subscription: subscription.id, limit: 100 })
    subscription.items.data = await pages.autoPagingToArray({ limit: 1_000 })
  }
  const isPastDue = subscription.status === 'past_due'
  return { subscription, past_due_since: isPastDue ? await oldestOpenInvoice(stripe, subscription.id) : null }
}

const retrieve = async (stripe: Stripe, id: string): Promise<Stripe.Subscription | null> => {
  try {
    return await stripe.subscriptions.retrieve(id)
  } catch (error) {
    if (error instanceof stripe.errors.StripeInvalidRequestError && error.code === 'resource_missing') return null
    throw error
  }
}

/**
 * Stripe does not say since when a subscription is past due. Its open invoices do, and unlike the moment at which we heard of
 * it that is the same whenever somebody asks.
 */
const oldestOpenInvoice = async (stripe: Stripe, subscription: string): Promise<string | null> => {
  const invoices = await stripe.invoices
    .list({ subscription, status: 'open', limit: 100 })
    .autoPagingToArray({ limit: 1_000 })
  const due = invoices.map(
    ({ due_date, status_transitions, created }) => due_date ?? status_transitions.finalized_at ?? created,
  )
  return due.length === 0 ? null : toIso(Math.min(...due) * 1_000)
}

import type Stripe from 'stripe'
import { toIso } from '../lib/clock.ts'
import type { PlanRow, SubscriptionRow } from './queries.ts'
import { SubscriptionStatus } from './schema.ts'

/** What one item of a Stripe subscription says that our record of it must hold. */
export type ItemRecord = Pick<
  SubscriptionRow,
  | 'stripe_item_id'
  | 'stripe_price_id'
  | 'plan_id'
  | 'quantity'
  | 'status'
  | 'price_minor'
  | 'currency'
  | 'past_due_since'
  | 'current_period_end'
  | 'ends_at'
> & {
  stripe_item_id: string
  /** The add-on of ours that was added to this item last. */
  addon_id: string | null
}

export type StripeRecords = { items: ItemRecord[]; unknown_prices: string[] }

/**
 * Our records of a Stripe subscription, from the object as it is now: in which states it was before does not matter. A price
 * that belongs to no plan is named; an item that we know stays with its plan then, since what an operator does to plans must not
 * take places from those who pay. Pure.
 */
export const recordsFromStripe = (
  subscription: Stripe.Subscription,
  plans: readonly Pick<PlanRow, 'id' | 'stripe_price_id'>[],
  rows: readonly Pick<SubscriptionRow, 'stripe_item_id' | 'stripe_price_id' | 'plan_id' | 'price_minor'>[],
  pastDueSince: string | null,
): StripeRecords => {
  const status = statusOf(subscription.status)
  const ends_at = isoOf(endOf(subscription))
  const items: ItemRecord[] = []
  const unknown_prices: string[] = []
  for (const item of subscription.items.data) {
    const row = rows.find(({ stripe_item_id }) => stripe_item_id === item.id)
    const plan = plans.find(({ stripe_price_id }) => stripe_price_id === item.price.id)
    if (plan === undefined && row?.stripe_price_id !== item.price.id) unknown_prices.push(item.price.id)
    const plan_id = plan?.id ?? row?.plan_id
    if (plan_id === undefined) continue
    items.push({
      stripe_item_id: item.id,
      addon_id: item.metadata[addonKey] ?? null,
      stripe_price_id: item.price.id,
      plan_id,
      quantity: item.quantity ?? 0,
      status,
      // Null where a price has steps or parts of a cent: then there is no one amount for a place.
      price_minor: item.price.unit_amount ?? row?.price_minor ?? 0,
      currency: item.price.currency.toUpperCase(),
      past_due_since: status === 'past_due' ? (pastDueSince ?? isoOf(item.current_period_start)) : null,
      current_period_end: isoOf(item.current_period_end),
      ends_at,
    })
  }
  return { items, unknown_prices }
}

/** In the metadata of a Stripe item: the add-on whose places were added to it last. */
export const addonKey = 'backstay_addon'

const knownStatus = SubscriptionStatus.exclude(['requested', 'declined'])

/** What Stripe invents later than this entitles to nothing. */
const statusOf = (status: string): SubscriptionStatus => {
  if (status === 'incomplete_expired') return 'canceled'
  const known = knownStatus.safeParse(status)
  return known.success ? known.data : 'incomplete'
}

/** Since 2025 periods stand on the items, no longer on the subscription. */
const endOf = ({ ended_at, cancel_at, cancel_at_period_end, items }: Stripe.Subscription): number | null => {
  if (ended_at !== null || cancel_at !== null || !cancel_at_period_end) return ended_at ?? cancel_at
  return Math.max(...items.data.map((item) => item.current_period_end))
}

const isoOf = (seconds: number | null): string | null => (seconds === null ? null : toIso(seconds * 1_000))

import type { EntitledPlan, Subscription } from '../../api/billing-types.ts'
import type { Money } from '../../format/format-money.ts'

/** What an organization has of one plan: the subscriptions behind it, and its places. */
export type OwnPlan = {
  plan_id: string
  plan_name: string
  subscriptions: Subscription[]
  places: number
  places_used: number
  status: EntitledPlan['status']
  until: string | null
  price: Money | null
}

/** Subscriptions that count now, one entry for each plan. */
export function ownPlans(subscriptions: readonly Subscription[], entitled: readonly EntitledPlan[]): OwnPlan[] {
  return entitled.map((plan) => {
    const behind = subscriptions.filter((one) => one.plan_id === plan.plan_id && one.entitled)
    return { ...plan, subscriptions: behind, price: sum(behind) }
  })
}

/** All of them in a month, where they are in one currency. */
function sum(subscriptions: readonly Subscription[]): Money | null {
  const currency = subscriptions[0]?.currency
  if (currency === undefined || subscriptions.some((one) => one.currency !== currency)) return null
  return { currency, amount_minor: subscriptions.reduce((total, one) => total + one.price_minor * one.quantity, 0) }
}

/** What all places come to a month with those chosen; null where they are in several currencies, or there are none yet. */
export function withOwn(
  own: readonly OwnPlan[],
  more: { places: number; price: Money },
): { places: number; price: Money } | null {
  const { currency } = more.price
  if (own.length === 0) return null
  let { places } = more
  let { amount_minor } = more.price
  for (const one of own) {
    if (one.price?.currency !== currency) return null
    places += one.places
    amount_minor += one.price.amount_minor
  }
  return { places, price: { amount_minor, currency } }
}

/** Asked for, and not decided yet. */
export function openRequests(subscriptions: readonly Subscription[]): Subscription[] {
  return subscriptions.filter((one) => one.status === 'requested' && one.merged_into === null)
}

/** Neither counts nor is waited for: ended, declined, not paid. */
export function earlierOnes(subscriptions: readonly Subscription[]): Subscription[] {
  return subscriptions.filter((one) => !one.entitled && one.status !== 'requested' && one.merged_into === null)
}

import type { Subscription } from '../api/billing-types.ts'
import type { Money } from '../format/format-money.ts'

/** What comes in a month from subscriptions whose places count, by currency, the largest first. */
export function monthlyRevenue(subscriptions: readonly Subscription[]): Money[] {
  const sums = new Map<string, number>()
  for (const one of subscriptions) {
    if (!one.entitled || one.merged_into !== null) continue
    sums.set(one.currency, (sums.get(one.currency) ?? 0) + one.price_minor * one.quantity)
  }
  return [...sums]
    .map(([currency, amount_minor]) => ({ currency, amount_minor }))
    .sort((a, b) => b.amount_minor - a.amount_minor)
}

/** Places that count now, on one plan or on all. */
export function placesSold(subscriptions: readonly Subscription[], planId?: string): number {
  return subscriptions
    .filter((one) => one.entitled && one.merged_into === null && (planId === undefined || one.plan_id === planId))
    .reduce((sum, one) => sum + one.quantity, 0)
}

import type { KnownRate } from '../../protections/planner/schema.ts'
import { inOwnCurrency, type Reckoning } from '../overview/in-own-currency.ts'
import { type Known, type MoneySeries, type Month, monthAmounts } from './month-amounts.ts'

type Given = { months: readonly Month[]; cost_since: string | null }
type OneSeries = MoneySeries & { rates: KnownRate[] }

/**
 * All series as one in the operators' own currency, with the rates that it took; null where one of them has no rate, or where all is
 * in that currency anyway. What is to come follows from the converted months, as it would of one currency. Pure.
 */
export const moneyInOneCurrency = (
  series: readonly MoneySeries[],
  given: Given,
  reckoning: Reckoning,
): OneSeries | null => {
  const used = new Map<string, KnownRate>()
  const revenue: Known[] = []
  const cost: Known[] = []
  for (const { currency, months } of series)
    for (const { month, projected, revenue_minor, cost_minor } of months) {
      if (projected) continue
      for (const [side, amount_minor] of [[revenue, revenue_minor] as const, [cost, cost_minor] as const]) {
        if (amount_minor === null) continue
        const own = inOwnCurrency({ amount_minor, currency }, reckoning)
        if (own === null) return null
        if (own.rate !== null) used.set(currency, own.rate)
        side.push({ month, currency: reckoning.currency ?? currency, amount_minor: own.amount_minor })
      }
    }
  const [one] = used.size === 0 ? [] : monthAmounts({ ...given, revenue, cost })
  return one === undefined ? null : { ...one, rates: [...used.values()] }
}

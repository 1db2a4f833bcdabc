import { projectMonths } from './project-months.ts'
import type { MoneyMonth } from './schema.ts'

export type Month = { month: string; projected: boolean }
export type Known = { month: string; currency: string; amount_minor: number }
export type MoneySeries = {
  currency: string
  months: MoneyMonth[]
  revenue_changes: number | null
  cost_changes: number | null
}

type Given = {
  /** Oldest first; those projected come last. */
  months: readonly Month[]
  revenue: readonly Known[]
  cost: readonly Known[]
  /** Of which month on costs are on record; null: of none. */
  cost_since: string | null
}

/** One series for each currency there is, with what is to come. A month that costs are not on record of is a gap, not nothing. Pure. */
export const monthAmounts = ({ months, revenue, cost, cost_since }: Given): MoneySeries[] => {
  const currencies = [...new Set([...revenue, ...cost].map(({ currency }) => currency))].sort()
  const past = months.filter(({ projected }) => !projected)
  const ahead = months.length - past.length
  return currencies.map((currency) => {
    const of = (side: readonly Known[], month: string) =>
      side
        .filter((one) => one.month === month && one.currency === currency)
        .reduce((sum, { amount_minor }) => sum + amount_minor, 0)
    const revenues = past.map(({ month }) => of(revenue, month))
    const costs = past.map(({ month }) => (cost_since === null || month < cost_since ? null : of(cost, month)))
    const toCome = { revenue: projectMonths(revenues, ahead), cost: projectMonths(costs, ahead) }
    return {
      currency,
      months: months.map((month, n) => ({
        ...month,
        revenue_minor: [...revenues, ...toCome.revenue.values][n] ?? null,
        cost_minor: [...costs, ...toCome.cost.values][n] ?? null,
      })),
      revenue_changes: toCome.revenue.changes,
      cost_changes: toCome.cost.changes,
    }
  })
}

import type { MoneyAnalytics } from '../../../src/insights/storage/schema.ts'

export type MoneyCurrency = MoneyAnalytics['currencies'][number]
export type MoneyLines = {
  /** The month that is under way. */
  now: number
  revenue: (number | null)[] | null
  cost: (number | null)[] | null
  /** What is left of a hundred, of this month; null where it is not known. */
  margin: number | null
}

const isAnything = (values: readonly (number | null)[]) => values.some((value) => value !== null && value !== 0)

/** The lines of one currency: only of what there is in it. A line of nothing would say that backups cost nothing. */
export function moneyLines({ months }: MoneyCurrency, month: string, complete: boolean): MoneyLines {
  const now = months.findIndex((one) => one.month === month)
  const revenues = months.map(({ revenue_minor }) => revenue_minor)
  const costs = months.map(({ cost_minor }) => cost_minor)
  const revenue = isAnything(revenues) ? revenues : null
  const cost = isAnything(costs) ? costs : null
  const [brings, takes] = [revenue?.[now] ?? null, cost?.[now] ?? null]
  const known = complete && brings !== null && brings > 0 && takes !== null
  return { now, revenue, cost, margin: known ? (brings - takes) / brings : null }
}

/** One chart where rates make all currencies one; else one for each, that with the most revenue first, then with the most cost. */
export function moneyCharts({ converted, currencies, month }: MoneyAnalytics): MoneyCurrency[] {
  if (converted !== null) return [converted]
  const of = ({ months }: MoneyCurrency) => {
    const found = months.find((one) => one.month === month)
    return [found?.revenue_minor ?? 0, found?.cost_minor ?? 0] as const
  }
  return [...currencies].sort((a, b) => of(b)[0] - of(a)[0] || of(b)[1] - of(a)[1])
}

import type { RevenueMonth } from '../../../src/insights/storage/schema.ts'

export type PlanRow = {
  plan_id: string
  plan_name: string
  currency: string
  /** Of the months up to this one. */
  values: number[]
  places: number
  now_minor: number
  /** In the last of the months to come, as far as ends are known. */
  later_minor: number
}

/** A row for each plan and currency, what brings most first. */
export function planRows(months: readonly RevenueMonth[], month: string, count: number): PlanRow[] {
  const past = monthsUpTo(month, count)
  const last = months.findLast(({ projected }) => projected)?.month
  const keyOf = ({ plan_id, currency }: RevenueMonth) => `${plan_id} ${currency}`
  return [...new Set(months.map(keyOf))]
    .map((key) => months.filter((row) => keyOf(row) === key))
    .flatMap((rows): PlanRow[] => {
      const [first] = rows
      if (first === undefined) return []
      const at = (wanted: string | undefined) => rows.find((row) => row.month === wanted)
      return [
        {
          plan_id: first.plan_id,
          plan_name: first.plan_name,
          currency: first.currency,
          values: past.map((one) => at(one)?.revenue_minor ?? 0),
          places: at(month)?.places ?? 0,
          now_minor: at(month)?.revenue_minor ?? 0,
          later_minor: at(last)?.revenue_minor ?? 0,
        },
      ]
    })
    .sort((a, b) => b.now_minor - a.now_minor)
}

/** So many months, this one the last. */
export function monthsUpTo(month: string, count: number): string[] {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return Array.from({ length: count }, (_, n) =>
    new Date(Date.UTC(year, number - count + n, 1)).toISOString().slice(0, 7),
  )
}

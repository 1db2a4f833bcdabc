import type { CostSum } from './read-queries.ts'
import { restOfMonth } from './rest-of-month.ts'
import type { MonthAmount } from './schema.ts'

type Period = { closed: number; days: number; is_over: boolean }

/** What the sums of a month come to in each currency: so far, and when what the last day held stays as it is. Pure. */
export const amountsOf = (sums: readonly CostSum[], period: Period): MonthAmount[] =>
  sums
    .filter(({ currency }) => currency !== '')
    .map(({ currency, cost_minor, monthly_minor }) => ({
      currency,
      so_far_minor: cost_minor,
      estimate_minor: cost_minor + (period.is_over ? 0 : restOfMonth(monthly_minor, period)),
    }))

import type { Context } from '../../context.ts'
import { readReckoning } from '../overview/read-reckoning.ts'
import { whyApart } from '../overview/why-apart.ts'
import { moneyInOneCurrency } from './money-in-one-currency.ts'
import { type MoneySeries, monthAmounts } from './month-amounts.ts'
import { monthOf } from './month-of.ts'
import { monthsAround } from './months-around.ts'
import { projectionWords } from './projection-words.ts'
import {
  findFirstDayAcrossOrganizations,
  listPlanMonthsAcrossOrganizations,
  sumCostByMonthAcrossOrganizations,
} from './read-queries.ts'
import { findProgress } from './record-queries.ts'
import type { MoneyAnalytics, MoneyQuery } from './schema.ts'

const monthsAhead = 3

/** Cost and revenue month by month, each currency by itself and, where rates are known, all as one, and how the next ones look when it goes on like that. For operators. */
export const getMoneyAnalytics = async (ctx: Context, input: MoneyQuery): Promise<MoneyAnalytics> => {
  const now = ctx.clock.now()
  const around = monthsAround(now, { back: input.months, ahead: monthsAhead })
  const months = around.map(({ month, projected }) => ({ month, projected }))
  const through = await findProgress(ctx.db)
  const since = await findFirstDayAcrossOrganizations(ctx.db)
  const revenue = await listPlanMonthsAcrossOrganizations(
    ctx.db,
    around.filter(({ projected }) => !projected),
  )
  const from = `${months[0]?.month ?? now.slice(0, 7)}-01`
  const to = through ?? from
  const cost = await sumCostByMonthAcrossOrganizations(ctx.db, { from, to, last: to })
  const cost_since = firstWhole(since, now)
  const series = monthAmounts({
    months,
    revenue: revenue.map(({ month, currency, revenue_minor }) => ({ month, currency, amount_minor: revenue_minor })),
    cost: cost
      .filter(({ currency }) => currency !== '')
      .map(({ id, currency, cost_minor, monthly_minor }) => ({
        month: id,
        currency,
        amount_minor: cost_minor + ofOtherDays(id, monthly_minor, { since, through }),
      })),
    cost_since,
  }).filter(isAnything)
  const reckoning = await readReckoning(ctx)
  const converted = moneyInOneCurrency(series, { months, cost_since }, reckoning)
  return {
    month: now.slice(0, 7),
    since,
    through,
    unpriced: cost.reduce((sum, { unpriced }) => sum + unpriced, 0),
    currencies: series.map(({ currency, months }) => ({ currency, months })),
    converted: converted && { currency: converted.currency, months: converted.months, rates: converted.rates },
    apart: whyApart(
      series.map(({ currency }) => currency),
      reckoning,
    ),
    projection: projectionWords(converted ? [converted] : series),
    assumptions: [...assumptions, converted ? byRates : apart],
  }
}

/** A plan that is free, or backups that cost nothing, make no chart of their currency. */
const isAnything = ({ months }: MoneySeries): boolean =>
  months.some(({ revenue_minor, cost_minor }) => (revenue_minor ?? 0) !== 0 || (cost_minor ?? 0) !== 0)

/** The first month of which the cost is whole; of this month what is missing is filled. */
const firstWhole = (since: string | null, now: string): string | null => {
  if (since === null) return null
  const { month, number } = monthOf(since)
  if (number === 1 || now.startsWith(month)) return month
  return monthsAround(since, { back: 1, ahead: 1 })[1]?.month ?? null
}

/** A month that is not over, or began before the records, is filled with what the last written day held. */
const ofOtherDays = (
  month: string,
  monthly_minor: number,
  { since, through }: { since: string | null; through: string | null },
): number => {
  if (since === null || through === null || through.slice(0, 7) !== month) return 0
  const { first, days } = monthOf(`${month}-01`)
  const written = monthOf(through).number - (since > first ? monthOf(since).number - 1 : 0)
  return Math.round((monthly_minor * (days - written)) / days)
}

const assumptions = [
  'A month’s revenue is what the subscriptions of its end pay for a month, with the prices and places that they have now; of this month, those of now.',
  'A month’s cost is what providers ask the operators for backups, and what their storage costs where its price is entered, day by day; days of this month that are not written down yet hold what the last written day held.',
  'Months that are not on record whole have no cost here, which is not the same as none.',
  'To each month to come the mean change from month to month is added, of up to six; nothing is known of customers, prices or contracts in it.',
  'The servers themselves, storage without a price and what providers bill to customers’ own accounts are not in it.',
] as const
const apart = 'Currencies stand by themselves: nothing is converted.'
const byRates =
  'Amounts of other currencies are converted by the exchange rates that operators entered: all months by those of now, not of their time.'

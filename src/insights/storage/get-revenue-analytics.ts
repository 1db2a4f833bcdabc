import type { Context } from '../../context.ts'
import { listMargins } from './list-margins.ts'
import { monthsAround } from './months-around.ts'
import { listPlanMonthsAcrossOrganizations } from './read-queries.ts'
import type { RevenueAnalytics, RevenueQuery } from './schema.ts'

const monthsAhead = 3

/** What subscriptions bring a month, by plan with a projection, or by customer with what their backups cost. For operators. */
export const getRevenueAnalytics = async (ctx: Context, input: RevenueQuery): Promise<RevenueAnalytics> => {
  const now = ctx.clock.now()
  const { by } = input
  const reply = { by, month: now.slice(0, 7), months: [], customers: [], next_cursor: null }
  if (by === 'plan') {
    const around = monthsAround(now, { back: input.months, ahead: monthsAhead })
    const rows = await listPlanMonthsAcrossOrganizations(ctx.db, around)
    const projected = new Set(around.filter(({ projected }) => projected).map(({ month }) => month))
    const months = rows.map((row) => ({ ...row, projected: projected.has(row.month) }))
    return { ...reply, months, assumptions: [...revenueAssumptions, ...projectionAssumptions] }
  }
  const page = await listMargins(ctx, input)
  return {
    ...reply,
    customers: page.data,
    next_cursor: page.next_cursor,
    assumptions: [...revenueAssumptions, ...marginAssumptions],
  }
}

const revenueAssumptions = [
  'A month’s revenue is what the subscriptions of its end pay for a month; of this month, those of now.',
  'Months that are over are reckoned with the prices and places that each subscription has now, since earlier ones are not kept.',
  'Subscriptions on trial, and those that are only asked for, bring nothing. Those whose payment failed count until they end.',
] as const
const projectionAssumptions = [
  'The months to come hold what runs now, less what is known to end before: nobody comes, nobody else goes, no price changes.',
] as const
const marginAssumptions = [
  'Cost is what providers ask the operators a month for the images that stand there now, and what the storage of files costs where its price is entered; the servers themselves are not in it.',
  'Amounts of several currencies become one margin by the exchange rates that operators entered, in the currency that most plans are priced in; such a margin names them.',
  'Where such a rate is missing, or the price of an image is not known, there is no margin: nothing is guessed.',
] as const

import type { Context } from '../../context.ts'
import type { Money } from '../../lib/money.ts'
import { listOrganizations } from '../../organizations/list-organizations.ts'
import { amountsOf } from './amounts-of.ts'
import { closedDays } from './closed-days.ts'
import { monthsAround } from './months-around.ts'
import { listPlanMonthsAcrossOrganizations, listRevenueOf, sumCostByOrganization } from './read-queries.ts'
import { findProgress } from './record-queries.ts'
import type { CustomerMargin, RevenueAnalytics, RevenueQuery } from './schema.ts'

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
  const { data: found, next_cursor } = await listOrganizations(ctx, { limit: input.limit, cursor: input.cursor })
  const ids = found.map(({ id }) => id)
  const period = closedDays(reply.month, { through: await findProgress(ctx.db), now })
  const revenue = await listRevenueOf(ctx.db, ids, now)
  const cost = await sumCostByOrganization(ctx.db, ids, period)
  const customers = found.map(({ id, name }) => {
    const own = cost.filter((sum) => sum.id === id)
    return marginOf({
      organization_id: id,
      name,
      revenue: revenue
        .filter(({ organization_id }) => organization_id === id)
        .map(({ currency, amount_minor }) => ({ currency, amount_minor })),
      cost: amountsOf(own, period).map(({ currency, estimate_minor }) => ({ currency, amount_minor: estimate_minor })),
      unpriced: own.reduce((sum, { unpriced }) => sum + unpriced, 0),
    })
  })
  return { ...reply, customers, next_cursor, assumptions: [...revenueAssumptions, ...marginAssumptions] }
}

type Customer = Omit<CustomerMargin, 'margin' | 'margin_unknown'> & { unpriced: number }

/** Only where all amounts are of one currency, and all costs are known. */
const marginOf = ({ unpriced, ...customer }: Customer): CustomerMargin => {
  const currencies = new Set([...customer.revenue, ...customer.cost].map(({ currency }) => currency))
  const [currency] = currencies
  if (currency === undefined) return { ...customer, margin: null, margin_unknown: 'There is neither revenue nor cost.' }
  if (currencies.size > 1)
    return {
      ...customer,
      margin: null,
      margin_unknown: `The amounts are in ${[...currencies].sort().join(' and ')}, which are not added.`,
    }
  if (unpriced > 0)
    return {
      ...customer,
      margin: null,
      margin_unknown: `What ${unpriced} of its backups cost is not known. Enter prices under Provider accounts.`,
    }
  const amount_minor = sumOf(customer.revenue) - sumOf(customer.cost)
  return { ...customer, margin: { currency, amount_minor }, margin_unknown: null }
}

const sumOf = (amounts: readonly Money[]): number => amounts.reduce((sum, { amount_minor }) => sum + amount_minor, 0)

const revenueAssumptions = [
  'A month’s revenue is what the subscriptions of its end pay for a month; of this month, those of now.',
  'Months that are over are reckoned with the prices and places that each subscription has now, since earlier ones are not kept.',
  'Subscriptions on trial, and those that are only asked for, bring nothing. Those whose payment failed count until they end.',
] as const
const projectionAssumptions = [
  'The months to come hold what runs now, less what is known to end before: nobody comes, nobody else goes, no price changes.',
] as const
const marginAssumptions = [
  'Cost is the estimate of this month for what providers bill to operators, without your own storage and without the servers themselves.',
] as const

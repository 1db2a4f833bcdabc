import type { Context } from '../../context.ts'
import { listOrganizations } from '../../organizations/list-organizations.ts'
import { listSums } from '../overview/overview-queries.ts'
import { readReckoning } from '../overview/read-reckoning.ts'
import { whyApart } from '../overview/why-apart.ts'
import { amountsOf } from './amounts-of.ts'
import { closedDays } from './closed-days.ts'
import { costInOneCurrency } from './cost-in-one-currency.ts'
import { nameOfProvider } from './name-of-provider.ts'
import {
  type CostSum,
  sumCostByMonthAcrossOrganizations,
  sumCostByOrganization,
  sumCostByProviderAcrossOrganizations,
} from './read-queries.ts'
import { findProgress } from './record-queries.ts'
import type { CostAnalytics, CostQuery, CostRow } from './schema.ts'

/** How many months `by=month` goes back, the one asked for included. */
const months = 12

/** What backups cost the operators, by provider, organization or month, with an estimate for the month. For operators. */
export const getCostAnalytics = async (ctx: Context, input: CostQuery): Promise<CostAnalytics> => {
  const now = ctx.clock.now()
  const { by, month = now.slice(0, 7) } = input
  const through = await findProgress(ctx.db)
  const period = closedDays(month, { through, now })
  const reckoning = await readReckoning(ctx)
  const replyOf = (rows: readonly Omit<CostRow, 'converted'>[], next_cursor: string | null = null): CostAnalytics => {
    const currencies = rows.flatMap(({ amounts, now }) => [...amounts, ...(now?.amounts ?? [])])
    return {
      ...{ by, month, through, assumptions: [...assumptions], next_cursor },
      data: rows.map((row) => ({ ...row, converted: costInOneCurrency(row, reckoning) })),
      apart: whyApart(
        currencies.map(({ currency }) => currency),
        reckoning,
      ),
    }
  }
  if (by === 'provider') {
    const sums = await sumCostByProviderAcrossOrganizations(ctx.db, period)
    const standing = month === now.slice(0, 7) ? await costNow(ctx) : new Map<string, CostRow['now']>()
    const ids = [...new Set([...sums.map(({ id }) => id), ...standing.keys()])]
    const rows = ids.map((id) => ({
      ...rowOf({ id, name: nameOfProvider(ctx, id) }, sums, period),
      now: standing.get(id) ?? null,
    }))
    return replyOf(rows)
  }
  if (by === 'month') {
    const from = `${monthBefore(month, months - 1)}-01`
    const sums = await sumCostByMonthAcrossOrganizations(ctx.db, { ...period, from })
    const ids = [...new Set(sums.map(({ id }) => id))]
    return replyOf(
      ids.map((id) => rowOf({ id, name: id }, sums, { ...period, is_over: id !== month || period.is_over })),
    )
  }
  const { data: found, next_cursor } = await listOrganizations(ctx, { limit: input.limit, cursor: input.cursor })
  const sums = await sumCostByOrganization(
    ctx.db,
    found.map(({ id }) => id),
    period,
  )
  return replyOf(
    found.map((organization) => rowOf(organization, sums, period)),
    next_cursor,
  )
}

/** The same sums that the overview shows: what stands there now costs a month. */
const costNow = async (ctx: Context): Promise<Map<string, CostRow['now']>> => {
  const sums = await listSums(ctx.db, 'all', undefined)
  return new Map(sums.map((row) => [row.provider, { amounts: [...row.costs], unpriced: row.costs_unknown }]))
}

const rowOf = (
  { id, name }: { id: string; name: string },
  sums: readonly CostSum[],
  period: { closed: number; days: number; is_over: boolean },
): Omit<CostRow, 'converted'> => {
  const own = sums.filter((sum) => sum.id === id)
  return {
    id,
    name,
    amounts: amountsOf(own, period),
    unpriced: own.reduce((sum, { unpriced }) => sum + unpriced, 0),
    now: null,
  }
}

const assumptions = [
  'For the days of the month that are not written down yet, what the last written day held stays as it is, at its prices.',
  'A month is charged by the day: by what lay at the provider at the end of each, in UTC.',
  'File backups cost what their storage costs you, where its price is entered under Storage; they stand with the provider of their servers.',
  'What providers bill to customers who connected accounts of their own is not in it.',
  'What has no known price or size is counted apart, and is not in the amounts.',
] as const

/** Such as 2025-11 for two months before 2026-01. */
const monthBefore = (month: string, count: number): string => {
  const [year = 0, index = 1] = month.split('-').map(Number)
  const total = year * 12 + index - 1 - count
  return `${Math.floor(total / 12)}-${String((total % 12) + 1).padStart(2, '0')}`
}

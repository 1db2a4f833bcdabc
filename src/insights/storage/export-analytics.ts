import { Readable } from 'node:stream'
import { type Context, requireOperator } from '../../context.ts'
import { csvLine } from '../../lib/csv-line.ts'
import { minorDigits } from '../../lib/money.ts'
import type { StreamedReply } from '../../route.ts'
import { getCostAnalytics } from './get-cost-analytics.ts'
import { getMoneyAnalytics } from './get-money-analytics.ts'
import { getRevenueAnalytics } from './get-revenue-analytics.ts'
import { getStorageAnalytics } from './get-storage-analytics.ts'
import { listMargins } from './list-margins.ts'
import { CostQuery, type ExportAnalyticsQuery, RevenueQuery, StorageAnalyticsQuery } from './schema.ts'

const pageSize = 200
type Cells = readonly (string | number | boolean | null)[]

/** What the analytics show, as a table: amounts in units of their currency, each in a line of its own. For operators. */
export const exportAnalytics = async (ctx: Context, input: ExportAnalyticsQuery): Promise<StreamedReply> => {
  requireOperator(ctx.caller)
  const lines = tables[input.table](ctx, input)
  // Asked before the first byte, so that a refusal is an answer.
  const head = await lines.next()
  return {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${input.table}.csv"`,
      'x-content-type-options': 'nosniff',
    },
    body: Readable.from(asText(head, lines)),
  }
}

async function* asText(head: IteratorResult<Cells>, lines: AsyncGenerator<Cells>): AsyncGenerator<string> {
  if (head.done !== true) yield csvLine(head.value)
  for await (const cells of lines) yield csvLine(cells)
}

const units = (minor: number | null, currency: string): number | null =>
  minor === null ? null : minor / 10 ** minorDigits(currency)

async function* storage(ctx: Context, { from, to }: ExportAnalyticsQuery): AsyncGenerator<Cells> {
  const { data } = await getStorageAnalytics(ctx, StorageAnalyticsQuery.parse({ by: 'provider', from, to }))
  yield ['day', 'provider', 'recovery_points', 'bytes', 'files_bytes', 'snapshot_bytes', 'native_bytes']
  for (const { name, days } of data)
    for (const { day, points, bytes, files, snapshot, native } of days)
      yield [day, name, points, bytes, files, snapshot, native]
}

async function* cost(ctx: Context, { month }: ExportAnalyticsQuery): AsyncGenerator<Cells> {
  const { data, month: of } = await getCostAnalytics(ctx, CostQuery.parse({ by: 'provider', month }))
  yield ['month', 'provider', 'currency', 'so_far', 'estimate', 'unpriced']
  for (const { name, amounts, unpriced } of data) {
    for (const { currency, so_far_minor, estimate_minor } of amounts)
      yield [of, name, currency, units(so_far_minor, currency), units(estimate_minor, currency), unpriced]
    if (amounts.length === 0) yield [of, name, null, null, null, unpriced]
  }
}

async function* money(ctx: Context, { months }: ExportAnalyticsQuery): AsyncGenerator<Cells> {
  const { currencies } = await getMoneyAnalytics(ctx, { months })
  yield ['month', 'projected', 'currency', 'revenue', 'cost']
  for (const { currency, months: rows } of currencies)
    for (const { month, projected, revenue_minor, cost_minor } of rows)
      yield [month, projected, currency, units(revenue_minor, currency), units(cost_minor, currency)]
}

async function* revenue(ctx: Context, { months }: ExportAnalyticsQuery): AsyncGenerator<Cells> {
  const reply = await getRevenueAnalytics(ctx, RevenueQuery.parse({ by: 'plan', months }))
  yield ['month', 'still_to_come', 'plan', 'places', 'currency', 'revenue']
  for (const { month, projected, plan_name, places, currency, revenue_minor } of reply.months)
    yield [month, projected, plan_name, places, currency, units(revenue_minor, currency)]
}

async function* margin(ctx: Context, { sort }: ExportAnalyticsQuery): AsyncGenerator<Cells> {
  yield [
    'customer_id',
    'customer',
    'currency',
    'revenue',
    'cost',
    'margin',
    'margin_unknown',
    'margin_currency',
    'margin_rates',
  ]
  for (let cursor: string | undefined; ; ) {
    const page = await listMargins(ctx, { sort, limit: pageSize, cursor })
    for (const one of page.data) {
      const currencies = new Set([...one.revenue, ...one.cost].map(({ currency }) => currency))
      for (const currency of currencies.size === 0 ? [null] : currencies) {
        const of = (side: readonly { currency: string; amount_minor: number }[]) =>
          currency === null
            ? null
            : units(side.find((amount) => amount.currency === currency)?.amount_minor ?? 0, currency)
        const rates = one.margin_rates
          .map((rate) => `${rate.from_currency} in ${rate.to_currency} ${rate.rate} of ${rate.as_of}`)
          .join('; ')
        const left = one.margin === null ? null : units(one.margin.amount_minor, one.margin.currency)
        yield [
          one.organization_id,
          one.name,
          currency,
          of(one.revenue),
          of(one.cost),
          left,
          one.margin_unknown,
          one.margin?.currency ?? null,
          rates,
        ]
      }
    }
    if (page.next_cursor === null) return
    cursor = page.next_cursor
  }
}

const tables = { storage, cost, money, revenue, margin }

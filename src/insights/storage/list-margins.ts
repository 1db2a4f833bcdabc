import { type Context, requireOperator } from '../../context.ts'
import { AppError } from '../../lib/errors.ts'
import { decodeCursor, type Page, toPage } from '../../lib/pagination.ts'
import type { Reckoning } from '../overview/in-own-currency.ts'
import { marginOf } from '../overview/margin-of.ts'
import { readReckoning } from '../overview/read-reckoning.ts'
import { listMarginsAcrossOrganizations, type MarginRow } from './margin-queries.ts'
import { minorFactors } from './minor-factors.ts'
import type { CustomerMargin, MarginSort } from './schema.ts'

type Input = { sort: MarginSort; limit: number; cursor?: string | undefined }

/** What customers pay, cost and leave a month, as of now; by whichever of these, or by name. For operators. */
export const listMargins = async (ctx: Context, { sort, limit, cursor }: Input): Promise<Page<CustomerMargin>> => {
  requireOperator(ctx.caller)
  const list = `margins by ${sort}`
  const [value, id] = decodeCursor(list, cursor, 2) ?? []
  if (value !== undefined && !sort.endsWith('name') && !/^-?\d{1,19}$/.test(value)) throw new AppError('invalid_cursor')
  const after = value === undefined || id === undefined ? null : { value, id }
  const reckoning = await readReckoning(ctx)
  const rows = await listMarginsAcrossOrganizations(ctx.db, {
    ...{ now: ctx.clock.now(), sort, after, limit: limit + 1 },
    factors: minorFactors(reckoning),
  })
  const page = toPage(list, rows, limit, (row) => [row.sorted_by, row.organization_id])
  return { ...page, data: page.data.map((row) => toMargin(row, reckoning)) }
}

const toMargin = ({ organization_id, name, amounts, unpriced }: MarginRow, reckoning: Reckoning): CustomerMargin => {
  const side = (of: 'revenue' | 'cost') =>
    amounts.filter((one) => one[of] !== 0).map((one) => ({ currency: one.currency, amount_minor: one[of] }))
  const sides = { revenue: side('revenue'), cost: side('cost'), unpriced }
  return { organization_id, name, ...sides, ...marginOf(sides, reckoning) }
}

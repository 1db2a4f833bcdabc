import { type Context, requireOperator } from '../../context.ts'
import type { Page } from '../../lib/pagination.ts'
import { listRateRows } from './queries.ts'
import type { ExchangeRate } from './schema.ts'

/** The exchange rates that operators entered, each with its day. */
export const listRates = async (ctx: Context): Promise<Page<ExchangeRate>> => {
  requireOperator(ctx.caller)
  return { data: await listRateRows(ctx.db), next_cursor: null }
}

import { type Context, requireOperator } from '../../context.ts'
import type { Page } from '../../lib/pagination.ts'
import { providerNames } from '../../providers/provider.ts'
import { listPrices } from './queries.ts'
import type { ProviderPriceTable } from './schema.ts'
import { toPriceTable } from './to-price-table.ts'

/** What every provider asks, with the day it is of; also those of which nothing is known. */
export const listPriceTables = async (ctx: Context): Promise<Page<ProviderPriceTable>> => {
  requireOperator(ctx.caller)
  const rows = await listPrices(ctx.db)
  const data = providerNames.map((name) =>
    toPriceTable(
      ctx,
      name,
      rows.find(({ provider }) => provider === name),
    ),
  )
  return { data, next_cursor: null }
}

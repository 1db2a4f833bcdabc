import type { Context } from '../../context.ts'
import type { ProviderName } from '../../providers/provider.ts'
import type { PricesRow } from './queries.ts'
import { Prices, type ProviderPriceTable } from './schema.ts'

/** The prices of a provider as the API shows them, also while none are known. */
export const toPriceTable = (ctx: Context, provider: ProviderName, row: PricesRow | undefined): ProviderPriceTable => {
  const { label, snapshot } = ctx.providers.describe(provider).capabilities
  return {
    provider,
    label,
    prices: row === undefined ? null : Prices.parse(row.prices),
    snapshots_billed: snapshot?.billed ?? null,
    source: row?.source ?? null,
    as_of: row?.as_of ?? null,
    note: row?.note ?? null,
    updated_at: row?.updated_at ?? null,
  }
}

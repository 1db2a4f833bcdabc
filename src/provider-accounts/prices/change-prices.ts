import { recordChange } from '../../audit/record-change.ts'
import { type Context, inTransaction, requireOperator } from '../../context.ts'
import { requireSeenDay } from '../../lib/require-seen-day.ts'
import type { ProviderName } from '../../providers/provider.ts'
import { lockPrices, putPrices } from './queries.ts'
import type { ChangePricesInput, ProviderPriceTable } from './schema.ts'
import { toPriceTable } from './to-price-table.ts'

/** Puts the operators' table in the place of what is known of a provider's prices. It stands until they change or remove it. */
export const changePrices = async (
  ctx: Context,
  input: ChangePricesInput & { provider: ProviderName },
): Promise<ProviderPriceTable> => {
  requireOperator(ctx.caller)
  const { provider, as_of, note, ...prices } = input
  requireSeenDay(ctx.clock, { field: 'as_of', day: as_of, seen: 'these prices were' })
  return inTransaction(ctx, async (ctx) => {
    const before = await lockPrices(ctx.db, provider)
    const row = {
      provider,
      prices,
      source: 'operator' as const,
      as_of,
      note: note ?? null,
      updated_at: ctx.clock.now(),
    }
    await putPrices(ctx.db, { ...row, prices: JSON.stringify(prices) })
    await recordChange(ctx, {
      action: 'provider_prices.changed',
      organization_id: null,
      target: { id: provider, name: ctx.providers.describe(provider).capabilities.label },
      before: before === undefined ? null : { prices: before.prices, source: before.source, as_of: before.as_of },
      after: { prices, source: row.source, as_of },
    })
    return toPriceTable(ctx, provider, row)
  })
}

import { recordChange } from '../../audit/record-change.ts'
import { type Context, inTransaction, requireOperator } from '../../context.ts'
import { notFound } from '../../lib/errors.ts'
import type { ProviderName } from '../../providers/provider.ts'
import { refreshPricesTask } from '../../tasks.ts'
import { deletePrices, lockPrices } from './queries.ts'

/** Takes the operators' table away; what the provider tells itself comes in its place at once. Throws not_found where none stands. */
export const removePrices = async (ctx: Context, input: { provider: ProviderName }): Promise<void> => {
  requireOperator(ctx.caller)
  const { provider } = input
  return inTransaction(ctx, async (ctx) => {
    const before = await lockPrices(ctx.db, provider)
    if (before?.source !== 'operator') throw notFound()
    await deletePrices(ctx.db, provider)
    await recordChange(ctx, {
      action: 'provider_prices.removed',
      organization_id: null,
      target: { id: provider, name: ctx.providers.describe(provider).capabilities.label },
      before: { prices: before.prices, source: before.source, as_of: before.as_of },
    })
    await ctx.jobs.enqueue(ctx.db, refreshPricesTask, { provider })
  })
}

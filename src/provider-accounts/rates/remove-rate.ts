import { recordChange } from '../../audit/record-change.ts'
import { type Context, inTransaction, requireOperator } from '../../context.ts'
import { notFound } from '../../lib/errors.ts'
import { deleteRate, lockRate } from './queries.ts'
import type { ExchangeRateParams } from './schema.ts'

/** Takes a rate away: costs in that currency stand by themselves again. Throws not_found where there is none. */
export const removeRate = async (ctx: Context, input: ExchangeRateParams): Promise<void> => {
  requireOperator(ctx.caller)
  const { from_currency, to_currency } = input
  return inTransaction(ctx, async (ctx) => {
    const before = await lockRate(ctx.db, input)
    if (before === undefined) throw notFound()
    await deleteRate(ctx.db, input)
    await recordChange(ctx, {
      action: 'exchange_rate.removed',
      organization_id: null,
      target: { id: `${from_currency}-${to_currency}`, name: `${from_currency} in ${to_currency}` },
      before: { rate: before.rate, as_of: before.as_of },
    })
  })
}

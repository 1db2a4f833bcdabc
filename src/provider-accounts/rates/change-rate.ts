import { recordChange } from '../../audit/record-change.ts'
import { type Context, inTransaction, requireOperator } from '../../context.ts'
import { invalidField } from '../../lib/errors.ts'
import { requireSeenDay } from '../../lib/require-seen-day.ts'
import { lockRate, putRate } from './queries.ts'
import type { ChangeRateInput, ExchangeRate, ExchangeRateParams } from './schema.ts'

/** Enters what one currency is worth in another. Costs are shown in a plan's currency with it until it is changed or removed. */
export const changeRate = async (ctx: Context, input: ChangeRateInput & ExchangeRateParams): Promise<ExchangeRate> => {
  requireOperator(ctx.caller)
  const { from_currency, to_currency, rate, as_of, note } = input
  if (from_currency === to_currency)
    throw invalidField('to_currency', 'Expected another currency: one of its own is worth one.')
  requireSeenDay(ctx.clock, { field: 'as_of', day: as_of, seen: 'this rate was' })
  return inTransaction(ctx, async (ctx) => {
    const before = await lockRate(ctx.db, input)
    const updated_at = ctx.clock.now()
    const row = await putRate(ctx.db, { from_currency, to_currency, rate, as_of, note: note ?? null, updated_at })
    await recordChange(ctx, {
      action: 'exchange_rate.changed',
      organization_id: null,
      target: { id: `${from_currency}-${to_currency}`, name: `${from_currency} in ${to_currency}` },
      before: before === undefined ? null : { rate: before.rate, as_of: before.as_of },
      after: { rate, as_of },
    })
    return row
  })
}

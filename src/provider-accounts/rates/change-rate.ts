import { recordChange } from '../../audit/record-change.ts'
import { type Context, inTransaction, requireOperator } from '../../context.ts'
import { dayMs, isoPlusMs } from '../../lib/clock.ts'
import { invalidField } from '../../lib/errors.ts'
import { lockRate, putRate } from './queries.ts'
import type { ChangeRateInput, ExchangeRate, ExchangeRateParams } from './schema.ts'

/** Enters what one currency is worth in another. Costs are shown in a plan's currency with it until it is changed or removed. */
export const changeRate = async (ctx: Context, input: ChangeRateInput & ExchangeRateParams): Promise<ExchangeRate> => {
  requireOperator(ctx.caller)
  const { from_currency, to_currency, rate, as_of, note } = input
  if (from_currency === to_currency)
    throw invalidField('to_currency', 'Expected another currency: one of its own is worth one.')
  // In some time zones tomorrow has begun.
  if (as_of > isoPlusMs(ctx.clock.now(), dayMs).slice(0, 10))
    throw invalidField('as_of', 'Expected the day on which this rate was seen, not one to come.')
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

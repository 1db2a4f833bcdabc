import type { Context } from '../context.ts'
import { changeRate } from '../provider-accounts/rates/change-rate.ts'
import { listRates } from '../provider-accounts/rates/list-rates.ts'
import { removeRate } from '../provider-accounts/rates/remove-rate.ts'
import type { DemoWork } from './demo-work.ts'

const pair = { from_currency: 'USD', to_currency: 'EUR' }
const entered = { rate: 0.86, note: 'Made up for the demo.' }

/** What a dollar is worth, so that costs of several clouds are one sum. One that an operator entered stays. */
export const enterRate = async ({ ctx }: DemoWork): Promise<void> => {
  if ((await find(ctx)) === undefined)
    await changeRate(ctx, { ...pair, ...entered, as_of: ctx.clock.now().slice(0, 10) })
}

/** Takes the demo's rate away again, unless an operator has changed it. */
export const forgetRate = async (ctx: Context): Promise<void> => {
  const rate = await find(ctx)
  if (rate?.rate === entered.rate && rate.note === entered.note) await removeRate(ctx, pair)
}

const find = async (ctx: Context) =>
  (await listRates(ctx)).data.find(
    ({ from_currency, to_currency }) => from_currency === pair.from_currency && to_currency === pair.to_currency,
  )

import type { Method, Plan } from '../../billing/schema.ts'
import type { Context } from '../../context.ts'
import { AppError } from '../../lib/errors.ts'
import { moneyWords } from '../../lib/money.ts'
import { readPrices } from '../../provider-accounts/prices/read-prices.ts'
import type { Capabilities } from '../../providers/provider.ts'
import type { LoadedServer } from '../../servers/load-server.ts'
import { ServerProvider } from '../../servers/schema.ts'
import { factsOfServer } from './facts-of-server.ts'
import { planMethods } from './plan-methods.ts'
import type { MethodOffer, Wish } from './schema.ts'
import { wouldDo } from './would-do.ts'

export type Refused = {
  server: LoadedServer
  /** As the account is opened; the planner's answer rests on them. */
  capabilities: Capabilities
  plan: Pick<Plan, 'name' | 'retention_days' | 'methods' | 'plan_types' | 'price_minor' | 'currency'>
  method: Method
  wish: Wish
  /** What is wrong with what was asked for, where that says more than the planner knows: it takes its place. */
  reason?: string
  details?: Record<string, unknown>
}

/**
 * Why a method does not give what is asked for, in the planner's words, and which ones would: with the provider's price, where it
 * is known, for operators. One answer for the toggle and for the settings of a protection.
 */
export const refuseMethod = async (ctx: Context, refused: Refused): Promise<AppError> => {
  const { server, capabilities, plan, method, wish, reason, details } = refused
  const provider = ServerProvider.parse(server.provider)
  const offers = planMethods({
    server: await factsOfServer(ctx, server),
    capabilities,
    plan,
    plan_price: { amount_minor: plan.price_minor, currency: plan.currency },
    covered: true,
    wish,
    prices: provider === 'machine' ? null : await readPrices(ctx, { provider }),
  })
  const own = offers.filter((one) => one.method === method)
  // Of snapshots that are asked for at a time the first is at that time.
  const [best] = method === 'snapshot' && wish.schedule !== undefined ? own : own.sort(byCloseness)
  const why = best?.why_not ?? []
  const fitting = offers.filter((one) => one.fits && one.method !== method)
  const instead =
    fitting.length > 0
      ? fitting.map((one) => wouldDo(one, costWords(one, ctx.caller.operator)))
      : why.map(({ alternative }) => alternative)
  const reasons = reason === undefined ? why.map(({ message }) => message) : [reason]
  return new AppError('method_unavailable', {
    message: [...reasons, ...new Set(instead)].join(' '),
    details: { ...details, kept_days: best?.keeps?.days ?? 0 },
  })
}

/** What lacks least first, then what keeps longest. */
const byCloseness = (a: MethodOffer, b: MethodOffer) => a.why_not.length - b.why_not.length || keptDays(b) - keptDays(a)

const keptDays = ({ keeps }: MethodOffer) => keeps?.days ?? 0

const costWords = ({ provider_cost }: MethodOffer, operator: boolean): string => {
  // What providers charge is the operators' to know.
  if (!operator || provider_cost?.money == null) return ''
  return `, at ${provider_cost.estimate ? 'about ' : ''}${moneyWords(provider_cost.money)} a month`
}

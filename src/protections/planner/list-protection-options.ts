import type { Context } from '../../context.ts'
import { readPrices } from '../../provider-accounts/prices/read-prices.ts'
import { readRates } from '../../provider-accounts/rates/read-rates.ts'
import { loadServer } from '../../servers/load-server.ts'
import { ServerProvider } from '../../servers/schema.ts'
import { listProtectionsOf } from '../queries.ts'
import { choosePlan } from './choose-plan.ts'
import { convertMoney } from './convert-money.ts'
import { factsOfServer } from './facts-of-server.ts'
import { planMethods } from './plan-methods.ts'
import type { KnownRate, MethodOffer, MethodOffers, MethodsQuery, Wish } from './schema.ts'

/** How a server could be protected under a plan, what that costs, and why other ways do not do. What it costs is for operators. */
export const listProtectionOptions = async (ctx: Context, input: MethodsQuery): Promise<MethodOffers> => {
  const server = await loadServer(ctx, input)
  const protections = await listProtectionsOf(ctx.db, server.id)
  const { plan, covered } = await choosePlan(ctx, server, { plan_id: input.plan_id, protections })
  const provider = ServerProvider.parse(server.provider)
  const prices = provider === 'machine' ? null : await readPrices(ctx, { provider })
  const rates = await readRates(ctx)
  const plan_price = { amount_minor: plan.price_minor, currency: plan.currency }
  const offers = planMethods({
    server: await factsOfServer(ctx, server),
    capabilities: provider === 'machine' ? null : ctx.providers.describe(provider).capabilities,
    plan,
    plan_price,
    covered,
    wish: {
      ...wishedSchedule(input),
      ...(input.retention_days === undefined ? {} : { retention_days: input.retention_days }),
    },
    prices,
    rates,
    now: ctx.clock.now(),
  })
  const { operator } = ctx.caller
  return {
    plan: { id: plan.id, name: plan.name, price: plan_price, retention_days: plan.retention_days, covered },
    prices: operator && prices !== null ? { source: prices.source, as_of: prices.as_of } : null,
    rates: operator ? usedRates(offers, { to: plan.currency, rates }) : [],
    data: operator ? offers : offers.map(forMembers),
    next_cursor: null,
  }
}

const wishedSchedule = ({ schedule, every }: MethodsQuery): Pick<Wish, 'schedule'> => {
  const wished = schedule ?? every
  return wished === undefined ? {} : { schedule: wished }
}

/** Each once. */
const usedRates = (offers: readonly MethodOffer[], { to, rates }: { to: string; rates: readonly KnownRate[] }) => {
  const used = offers.flatMap(({ provider_cost }) => {
    const money = provider_cost?.money ?? null
    const found = money === null ? null : convertMoney(money, to, rates)
    return found === null ? [] : [found.rate]
  })
  return [...new Set(used)]
}

/** What the operators pay and earn is theirs alone. */
const forMembers = (offer: MethodOffer): MethodOffer => ({
  ...offer,
  provider_cost: null,
  cheapest: null,
  margin: null,
  margin_unknown: null,
})

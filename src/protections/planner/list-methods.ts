import type { Context } from '../../context.ts'
import { readPrices } from '../../provider-accounts/prices/read-prices.ts'
import { loadServer } from '../../servers/load-server.ts'
import { ServerProvider } from '../../servers/schema.ts'
import { listProtectionsOf } from '../queries.ts'
import { choosePlan } from './choose-plan.ts'
import { factsOfServer } from './facts-of-server.ts'
import { planMethods } from './plan-methods.ts'
import type { MethodOffer, MethodOffers, MethodsQuery, Wish } from './schema.ts'

/** How a server could be protected under a plan, what that costs, and why other ways do not do. What it costs is for operators. */
export const listMethods = async (ctx: Context, input: MethodsQuery): Promise<MethodOffers> => {
  const server = await loadServer(ctx, input)
  const protections = await listProtectionsOf(ctx.db, server.id)
  const { plan, covered } = await choosePlan(ctx, server, { plan_id: input.plan_id, protections })
  const provider = ServerProvider.parse(server.provider)
  const prices = provider === 'machine' ? null : await readPrices(ctx, { provider })
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
    now: ctx.clock.now(),
  })
  const { operator } = ctx.caller
  return {
    plan: { id: plan.id, name: plan.name, price: plan_price, retention_days: plan.retention_days, covered },
    prices: operator && prices !== null ? { source: prices.source, as_of: prices.as_of } : null,
    data: operator ? offers : offers.map(forMembers),
    next_cursor: null,
  }
}

const wishedSchedule = ({ schedule, every }: MethodsQuery): Pick<Wish, 'schedule'> => {
  const wished = schedule ?? every
  return wished === undefined ? {} : { schedule: wished }
}

/** What the operators pay and earn is theirs alone. */
const forMembers = (offer: MethodOffer): MethodOffer => ({
  ...offer,
  provider_cost: null,
  margin: null,
  margin_unknown: null,
})

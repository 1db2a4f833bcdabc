import { getPlan } from '../../billing/get-plan.ts'
import type { Plan } from '../../billing/schema.ts'
import type { Context } from '../../context.ts'
import { listServersWithAgent } from '../../protections/list-servers-with-agent.ts'
import { planMethods } from '../../protections/planner/plan-methods.ts'
import type { KnownPrices, MethodOffer, ServerFacts } from '../../protections/planner/schema.ts'
import { readPrices } from '../../provider-accounts/prices/read-prices.ts'
import { listMatching, type MatchingServer } from '../../servers/list-matching.ts'
import { ServerProtection, ServerProvider } from '../../servers/schema.ts'
import type { Draft, Facts } from './schema.ts'

// Small enough that other work of the process gets its turn.
const batch = 500
const gb = 1_000_000_000

type Cheaper = Extract<Facts, { kind: 'cheaper_method' }>
type Offer = Pick<Cheaper, 'from' | 'to' | 'saves' | 'keeps_days'>
type Known = {
  plans: Map<string, Plan>
  prices: Map<string, KnownPrices | null>
  /** Servers that the planner cannot tell apart, by what it knows of them. */
  offers: Map<string, Offer | null>
}

/** Servers whose plan's retention another method gives for less, as the planner says. Where a price is not known nothing is advised. */
export const draftCheaper = async (ctx: Context): Promise<Draft[]> => {
  const known: Known = { plans: new Map(), prices: new Map(), offers: new Map() }
  const drafts: Draft[] = []
  for (let after_id: string | undefined; ; ) {
    const servers = await listMatching(ctx, { backups: 'enabled', after_id, at_most: batch })
    const withAgent = await listServersWithAgent(ctx, { server_ids: servers.map(({ id }) => id) })
    for (const server of servers) {
      const offer = await offerFor(ctx, server, withAgent.has(server.id), known)
      if (offer !== null) drafts.push(draftOf(server, offer))
    }
    if (servers.length < batch) return drafts
    after_id = servers.at(-1)?.id
  }
}

const draftOf = (server: MatchingServer, offer: Offer): Draft => ({
  organization_id: server.organization_id,
  subject_id: server.id,
  facts: { kind: 'cheaper_method', server_id: server.id, server_name: server.name, ...offer },
  extent: offer.saves.amount_minor,
  situation: `${offer.from.join(' ')} to ${offer.to}`,
  // Whom the provider bills is told what it would save.
  operators_only: server.account_organization_id === null,
})

const offerFor = async (
  ctx: Context,
  server: MatchingServer,
  has_agent: boolean,
  known: Known,
): Promise<Offer | null> => {
  const wanted = ServerProtection.array()
    .parse(server.protections)
    .filter(({ desired_state, phase }) => desired_state === 'on' && phase === 'idle')
  const plan_id = wanted.find((one) => one.plan_id !== null)?.plan_id ?? null
  const from = wanted.map(({ method }) => method).filter((method) => method !== 'files')
  if (plan_id === null || from.length === 0 || server.missing_since !== null) return null
  const every = everyOf(server)
  const facts = factsOf(server, has_agent)
  const key = JSON.stringify([server.provider, plan_id, every, from, facts])
  const before = known.offers.get(key)
  if (before !== undefined) return before
  const offer = await workOut(ctx, { provider: server.provider, plan_id, every, from, facts }, known)
  known.offers.set(key, offer)
  return offer
}

const everyOf = ({ native_schedule }: MatchingServer): 'day' | 'week' =>
  JSON.stringify(native_schedule ?? {}).includes('"week"') ? 'week' : 'day'

/** What the planner asks, sizes in whole GB, so that few servers differ. */
const factsOf = (server: MatchingServer, has_agent: boolean): ServerFacts => {
  const { price_minor, currency, snapshot_bytes, snapshot_points } = server
  const each = snapshot_bytes === null || snapshot_points === 0 ? null : snapshot_bytes / snapshot_points
  return {
    size: server.size,
    plan_type: server.plan_type,
    price: price_minor === null || currency === null ? null : { amount_minor: price_minor, currency },
    disk_bytes: null,
    newest_image_bytes: each === null ? null : Math.ceil(each / gb) * gb,
    newest_files_bytes: null,
    // No server boots from files: however little they cost, nobody is advised to have them in place of images.
    file_storage: null,
    has_agent,
    native_on: server.native_state === 'on',
    billed_to: server.account_organization_id === null ? 'operators' : 'organization',
  }
}

type Question = { provider: string; plan_id: string; every: 'day' | 'week'; from: Offer['from']; facts: ServerFacts }

const workOut = async (ctx: Context, question: Question, known: Known): Promise<Offer | null> => {
  const provider = ServerProvider.parse(question.provider)
  if (provider === 'machine') return null
  const { plan_id, from, facts } = question
  const plan = known.plans.get(plan_id) ?? (await getPlan(ctx, { plan_id }))
  known.plans.set(plan_id, plan)
  if (!known.prices.has(provider)) known.prices.set(provider, await readPrices(ctx, { provider }))
  const offers = planMethods({
    server: facts,
    capabilities: ctx.providers.describe(provider).capabilities,
    plan,
    plan_price: { amount_minor: plan.price_minor, currency: plan.currency },
    covered: true,
    wish: {},
    prices: known.prices.get(provider) ?? null,
  })
  return cheapest(offers, from, question.every)
}

/** Against the sum of what is on now; only in the same currency, and only what gives all that the plan promises. */
const cheapest = (offers: readonly MethodOffer[], from: Offer['from'], every: 'day' | 'week'): Offer | null => {
  const now = from.map((method) =>
    offers.find((offer) => offer.method === method && (method !== 'native' || offer.schedule?.every === every)),
  )
  const costs = now.map((offer) => offer?.provider_cost?.money ?? null)
  const currency = costs[0]?.currency
  if (currency === undefined || costs.some((cost) => cost?.currency !== currency)) return null
  const pays = costs.reduce((sum, cost) => sum + (cost?.amount_minor ?? 0), 0)
  const better = offers.flatMap((offer) => {
    const money = offer.provider_cost?.money ?? null
    const rests = offer.warnings.some(({ code }) => code === 'needs_native')
    if (!offer.fits || from.includes(offer.method) || money === null || offer.keeps === null || rests) return []
    if (money.currency !== currency || money.amount_minor >= pays) return []
    return [{ to: offer.method, costs: money.amount_minor, keeps_days: offer.keeps.days }]
  })
  const [best] = better.sort((a, b) => a.costs - b.costs)
  if (best === undefined) return null
  return { from, to: best.to, saves: { amount_minor: pays - best.costs, currency }, keeps_days: best.keeps_days }
}

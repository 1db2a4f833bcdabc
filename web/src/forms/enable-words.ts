import type { EntitledPlan, Plan } from '../api/billing-types.ts'
import type { ProviderSummary } from '../api/provider-types.ts'
import type { Method, Server } from '../api/server-types.ts'
import { formatMoney } from '../format/format-money.ts'
import { formatPart } from '../format/format-part.ts'
import { formatPlural } from '../format/format-plural.ts'
import { keepsAtMost, type NativeFit, nativeFit } from '../lib/native-fit.ts'
import { freePlaces } from '../lib/place-words.ts'
import type { Tile } from '../ui/Tiles.tsx'

export type EnableMethods = ReadonlySet<Extract<Method, 'native' | 'files'>>

type Offer = {
  server: Server
  plans: readonly Plan[]
  entitled: readonly EntitledPlan[]
  provider: ProviderSummary | undefined
  methods: EnableMethods
}

/** Every plan there is, also those that cannot be chosen, so that nobody looks for them elsewhere. */
export function tilesOf(offer: Offer): Tile<string>[] {
  const { plans, entitled } = offer
  const sold = plans.filter((plan) => plan.retired_at === null || entitled.some((one) => one.plan_id === plan.id))
  return [...sold]
    .sort((a, b) => a.retention_days - b.retention_days)
    .map((plan) => {
      const own = entitled.find((one) => one.plan_id === plan.id)
      const why = whyNotPlan(plan, offer)
      return {
        value: plan.id,
        word: plan.name,
        figure: `${formatMoney({ amount_minor: plan.price_minor, currency: plan.currency })} a month`,
        text: why ?? (own ? `${formatPart(freePlaces(own), own.places)} places free` : 'not subscribed'),
        off: why !== null || own === undefined || freePlaces(own) === 0,
      }
    })
}

/** Why a plan does not go with this server, whoever pays for it. */
function whyNotPlan(plan: Plan, { server, provider, methods }: Offer): string | null {
  if (!plan.plan_types.includes(server.plan_type)) return `not for type ${server.plan_type}`
  if (methods.has('files') && !plan.methods.includes('files')) return 'not for file backups'
  if (!methods.has('native')) return null
  if (!plan.methods.includes('native')) return 'not by the provider’s own backups'
  if (provider === undefined || nativeFit(provider, plan.retention_days) !== null) return null
  return `promises ${formatPlural(plan.retention_days, 'day')}; ${provider.label} keeps ${keepsAtMost(provider) ?? 0}`
}

type About = {
  server: Server
  /** Whether an operator looks, on behalf of the customer. */
  operator: boolean
  provider: ProviderSummary | undefined
  plan: EntitledPlan | null
  held: boolean
  label: string
  methods: EnableMethods
}

/** What switching on comes to, for the server's place, its price and what is kept. */
export function factsOf({ server, operator, provider, plan, held, label, methods }: About) {
  const fit = provider && plan ? nativeFit(provider, plan.retention_days) : null
  const rows: [string, string][] = [
    ['Place', placeSentence(plan, held)],
    operator
      ? ['Customer pays', plan ? 'nothing more; the place is in the subscription' : 'nothing yet']
      : ['You pay', plan ? 'nothing more; the place is in your subscription' : 'nothing yet'],
  ]
  // Told to whoever gets the provider's invoice; members do not see the operators' account.
  if (methods.has('native') && server.provider_account_id !== null && !server.backups_enabled)
    rows.push(chargeOf(provider, label))
  if (methods.has('native')) {
    const every = fit?.every ? `, once a ${fit.every}` : ', when it chooses'
    rows.push(['Native', `${label} takes an image of the whole server${every}`])
    if (fit && plan) rows.push(['Kept', keptSentence(fit, plan, label)])
  }
  if (methods.has('files') && plan)
    rows.push(['Files kept', `one a day, for ${formatPlural(plan.retention_days, 'day')}; you can change that later`])
  return rows
}

function chargeOf(provider: ProviderSummary | undefined, label: string): [string, string] {
  const what = provider?.native?.enabling_is_a_purchase
    ? 'for the add-on, until it is cancelled in the panel'
    : 'for them'
  return [`${label} bills`, `the owner of the account, ${what}; what it takes stands in its price list`]
}

function keptSentence(fit: NativeFit, plan: EntitledPlan, label: string): string {
  const kept = `${formatPlural(fit.days, 'day')}, then ${label} removes it`
  return fit.every === 'week'
    ? `${kept}; taken daily, it would not stay the ${plan.retention_days} days of the plan`
    : kept
}

function placeSentence(plan: EntitledPlan | null, held: boolean): string {
  if (plan === null) return 'none is free'
  if (held) return `the one it has, on ${plan.plan_name}`
  const left = freePlaces(plan) - 1
  return `1 of ${plan.places} on ${plan.plan_name}; ${left === 0 ? 'none is' : `${left} ${left === 1 ? 'is' : 'are'}`} free after it`
}

type Steps = { label: string; methods: EnableMethods; fit: NativeFit | null; has_agent: boolean }

/** What happens once it is asked for, in order. */
export function stepsOf({ label, methods, fit, has_agent }: Steps) {
  const native = [
    { key: 'ask', text: `${label} is asked to switch backups on. That takes some seconds, seldom minutes.` },
    {
      key: 'confirm',
      text: `Once ${label} confirms it, the server shows “Backups enabled”. Until then nothing counts as on.`,
    },
    {
      key: 'first',
      text: `${label} takes the first backup in its next window, mostly within a ${fit?.every ?? 'day'}.`,
    },
  ]
  const files = [
    ...(has_agent
      ? []
      : [{ key: 'agent', text: 'The agent is not on this server yet. You get one command to paste there.' }]),
    { key: 'files', text: 'The first backup of files starts at once. File backups count as on when it has succeeded.' },
    { key: 'drill', text: 'Then a drill restores it into a throw-away folder, and so proves it.' },
  ]
  return [...(methods.has('native') ? native : []), ...(methods.has('files') ? files : [])]
}

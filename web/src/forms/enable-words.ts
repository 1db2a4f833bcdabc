import type { MethodOffer, MethodOffers } from '../../../src/protections/planner/schema.ts'
import type { EntitledPlan, Plan } from '../api/billing-types.ts'
import type { Method, Server } from '../api/server-types.ts'
import { formatBytes } from '../format/format-bytes.ts'
import { formatMoney, type Money } from '../format/format-money.ts'
import { formatPart } from '../format/format-part.ts'
import { formatPercent } from '../format/format-percent.ts'
import { formatPlural } from '../format/format-plural.ts'
import { capital } from '../lib/capital.ts'
import { listWords } from '../lib/list-words.ts'
import { freePlaces } from '../lib/place-words.ts'
import type { Tile } from '../ui/Tiles.tsx'
import type { Offered } from './offers.ts'

type Sold = { server: Server; plans: readonly Plan[]; entitled: readonly EntitledPlan[] }

/** Every plan there is, also those that cannot be chosen, so that nobody looks for them elsewhere. */
export function tilesOf({ server, plans, entitled }: Sold): Tile<string>[] {
  const sold = plans.filter((plan) => plan.retired_at === null || entitled.some((one) => one.plan_id === plan.id))
  return [...sold]
    .sort((a, b) => a.retention_days - b.retention_days)
    .map((plan) => {
      const own = entitled.find((one) => one.plan_id === plan.id)
      const why = plan.plan_types.includes(server.plan_type) ? null : `not for type ${server.plan_type}`
      return {
        value: plan.id,
        word: formatPlural(plan.retention_days, 'day'),
        name: plan.name,
        figure: `${formatMoney({ amount_minor: plan.price_minor, currency: plan.currency })} a month`,
        text: why ?? (own ? `${formatPart(freePlaces(own), own.places)} places free` : 'not subscribed'),
        off: why !== null || own === undefined || freePlaces(own) === 0,
      }
    })
}

/** The place that the server takes: 1 of 5 on Basic; 2 are free after it. */
export function placeSentence(plan: EntitledPlan | undefined, held: boolean): string {
  if (plan === undefined) return 'none is free'
  if (held) return `the one it has, on ${plan.plan_name}`
  const left = freePlaces(plan) - 1
  if (left < 0) return `none is free on ${plan.plan_name}`
  return `1 of ${plan.places} on ${plan.plan_name}; ${left === 0 ? 'none is' : `${left} ${left === 1 ? 'is' : 'are'}`} free after it`
}

/** What the button does: Enable files and native. */
export function verbOf(chosen: readonly Offered[], adds: boolean): string {
  const words = chosen.map(({ offer }) => ({ native: 'native', snapshot: 'snapshots', files: 'files' })[offer.method])
  return `${adds ? 'Add' : 'Enable'} ${words.length === 0 ? (adds ? 'a method' : 'backups') : listWords(words)}`
}

/** When the provider takes its backups, where nothing else is chosen: the schedule is then not ours to keep. */
export function theirTimes(chosen: readonly Offered[], label: string): string | null {
  const [first] = chosen
  if (first === undefined || chosen.some(({ offer }) => offer.method !== 'native')) return null
  return `${label} takes them ${first.offer.schedule?.words ?? 'at times of its own'}.`
}

type Cost = NonNullable<MethodOffer['provider_cost']>

/** What it costs a month: in the plan's currency where a rate is known, else as the provider charges it. */
export function figureOf({ money, converted, estimate }: Cost): string {
  if (money === null) return 'not known'
  return formatMoney(converted ?? money, { about: estimate || converted !== null })
}

/** With a capital and a full stop. */
export const sentence = (text: string): string => `${capital(text)}${text.endsWith('.') ? '' : '.'}`

/** What the backups chosen take up: at first, and once all that are kept are there; null where no size is known. */
export function storageWords({ storage }: MethodOffer): { figure: string; detail: string } | null {
  if (storage === null) return null
  const { first_bytes, later_bytes, after_days, basis } = storage
  if (first_bytes === null) return { figure: 'not known', detail: basis }
  const first = `about ${formatBytes(first_bytes)} at first`
  if (later_bytes === null) return { figure: `≈\u00a0${formatBytes(first_bytes)}`, detail: `${first}. ${basis}` }
  const then = `${formatBytes(later_bytes)} after ${formatPlural(after_days, 'day')}`
  return { figure: `≈\u00a0${formatBytes(later_bytes)}`, detail: `${first}, ${then}. ${basis}` }
}

/** What is left of the plan's price by all that is chosen; null with the reason where it cannot be said. */
export function marginOf(
  { plan }: Pick<MethodOffers, 'plan'>,
  chosen: readonly Offered[],
):
  | { money: Money /** Files whose storage has no price: that comes off, too. */; beside: string[] }
  | { unknown: string } {
  let amount_minor = plan.price.amount_minor
  const beside: string[] = []
  for (const { offer, word } of chosen) {
    if (offer.margin === null && offer.method === 'files' && chosen.length > 1) {
      beside.push('files')
      continue
    }
    if (offer.margin === null) return { unknown: `${word}: ${offer.margin_unknown ?? 'the cost is not known.'}` }
    amount_minor -= plan.price.amount_minor - offer.margin.amount_minor
  }
  return { money: { amount_minor, currency: plan.price.currency }, beside }
}

/** How much of the price is left: 48 % of the price, per month. */
export function shareWords(left: Money, price: Money): string {
  if (price.amount_minor === 0) return 'per month'
  if (left.amount_minor < 0) return 'the price does not cover it, per month'
  return `${formatPercent(left.amount_minor / price.amount_minor)} of the price, per month`
}

type Coming = { label: string; chosen: readonly Offered[]; has_agent: boolean }

/** What happens once it is asked for, in order. */
export function stepsOf({ label, chosen, has_agent }: Coming) {
  const of = (method: Method) => chosen.find(({ offer }) => offer.method === method)
  const native = of('native')
  const steps: { key: string; text: string }[] = []
  if (native)
    steps.push(
      { key: 'ask', text: `${label} is asked to switch backups on. That takes some seconds, seldom minutes.` },
      {
        key: 'confirm',
        text: `Once ${label} confirms it, the server shows “Backups enabled”. Until then nothing counts as on.`,
      },
      {
        key: 'first',
        text: `${label} takes the first backup in its next window, mostly within a ${native.offer.schedule?.every === 'week' ? 'week' : 'day'}.`,
      },
    )
  if (of('snapshot'))
    steps.push({
      key: 'snapshot',
      text: 'The first snapshot is taken at once, while the server runs. Snapshots count as on when it is there.',
    })
  if (of('files') && !has_agent)
    steps.push({ key: 'agent', text: 'The agent is not on this server yet. You get one command to paste there.' })
  if (of('files'))
    steps.push(
      {
        key: 'files',
        text: 'The first backup of files starts at once. File backups count as on when it has succeeded.',
      },
      { key: 'drill', text: 'Then a drill restores it into a throw-away folder, and so proves it.' },
    )
  return steps
}

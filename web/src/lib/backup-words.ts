import type { EntitledPlan } from '../api/billing-types.ts'
import type { ProviderSummary } from '../api/provider-types.ts'
import type { Server } from '../api/server-types.ts'
import { formatDate } from '../format/format-date.ts'
import { formatPlural } from '../format/format-plural.ts'
import { providerKeepsDays } from './provider-facts.ts'

type Kept = Pick<Server, 'protections' | 'native'>

/** For how long backups are kept, by whom, and how they are taken; of several methods, the one that keeps longest. */
export function keptWords(server: Kept, provider: ProviderSummary | undefined): string {
  const on = server.protections.filter((one) => one.desired_state === 'on' || one.observed_state === 'on')
  const methods = on.map((one) => one.method).join(' and ') || 'native'
  if (server.native.managed_in_panel) return `as set in the ${provider?.label ?? 'provider'} panel; ${methods}`
  const own = on.flatMap(({ method, retention_days }) => (method === 'native' ? [] : (retention_days ?? [])))
  const isNative = methods.includes('native')
  const days = Math.max(...own, (isNative && providerKeepsDays(provider, server)) || 0)
  if (days === 0) return methods
  // Those that a provider thins out mostly go sooner.
  const most = methods === 'native' ? provider?.native?.most_points : undefined
  return `${most === undefined ? '' : `at most ${most}, for up to `}${formatPlural(days, 'day')}; ${methods}`
}

/** What the subscription says about a server that has backups, where it is more than nothing. */
export function paymentWords(server: Server, entitled: readonly EntitledPlan[] | undefined, now: Date): string | null {
  const protection = server.protections.find((one) => one.plan_id !== null || one.beyond_subscription)
  if (protection === undefined) return null
  if (protection.beyond_subscription) return 'no place is paid for; it goes on until your operator decides'
  const plan = entitled?.find((one) => one.plan_id === protection.plan_id)
  if (plan?.status !== 'past_due') return null
  return plan.until === null ? 'past due' : `past due; the place counts until ${formatDate(plan.until, { now })}`
}

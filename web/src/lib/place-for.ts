import type { EntitledPlan } from '../api/billing-types.ts'
import type { ProviderSummary } from '../api/provider-types.ts'
import type { Server } from '../api/server-types.ts'
import { keepsAtMost, nativeFit } from './native-fit.ts'

export type Place =
  /** Backups can be switched on within what is paid. `held` when the server has this place already. */
  | { kind: 'free'; plan: EntitledPlan; held: boolean }
  /** Plans cover it, and all their places are in use. */
  | { kind: 'taken'; plans: EntitledPlan[] }
  /** Plans cover it, and promise more days than the provider keeps its own backups. */
  | { kind: 'too_long'; plans: EntitledPlan[]; keeps: number; label: string }
  /** There are plans, for servers of other types. */
  | { kind: 'not_covered'; plans: readonly EntitledPlan[] }
  | { kind: 'no_subscription' }

/** The place a server gets when its backups are switched on: the server's own rule, so that it can be said beforehand. */
export function placeFor(
  server: Pick<Server, 'plan_type' | 'protections'>,
  plans: readonly EntitledPlan[],
  provider?: ProviderSummary,
): Place {
  if (plans.length === 0) return { kind: 'no_subscription' }
  const covering = coveringPlans(server, plans)
  if (covering.length === 0) return { kind: 'not_covered', plans }
  const fitting = covering.filter((plan) => !provider || nativeFit(provider, plan.retention_days) !== null)
  if (fitting.length === 0 && provider)
    return { kind: 'too_long', plans: covering, keeps: keepsAtMost(provider) ?? 0, label: provider.label }
  const heldIds = server.protections.map((one) => one.plan_id)
  const held = fitting.find((plan) => heldIds.includes(plan.plan_id))
  if (held) return { kind: 'free', plan: held, held: true }
  const free = fitting.find((plan) => plan.places_used < plan.places)
  return free ? { kind: 'free', plan: free, held: false } : { kind: 'taken', plans: fitting }
}

/** The plans whose places fit a server, the shortest retention first. */
export function coveringPlans(server: Pick<Server, 'plan_type'>, plans: readonly EntitledPlan[]): EntitledPlan[] {
  return plans
    .filter((plan) => plan.plan_types.includes(server.plan_type) && plan.methods.includes('native'))
    .sort((a, b) => a.retention_days - b.retention_days)
}

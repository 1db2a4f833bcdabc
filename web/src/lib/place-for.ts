import type { EntitledPlan } from '../api/billing-types.ts'
import type { ProviderSummary } from '../api/provider-types.ts'
import type { Server } from '../api/server-types.ts'
import { keepsAtMost, nativeFit } from './native-fit.ts'
import { isMachine } from './provider-facts.ts'

/** Plans that promise more days than the provider keeps its own backups. */
export type Unfit = { plans: EntitledPlan[]; keeps: number; label: string }

export type Place =
  /** Backups can be switched on within what is paid. `held` when the server has this place already. */
  | { kind: 'free'; plan: EntitledPlan; held: boolean; method: PlacedMethod }
  /** All places of the plans that fit are in use. `unfit`: others have one free, and promise more than the provider keeps. */
  | { kind: 'taken'; plans: EntitledPlan[]; unfit: Unfit | null }
  /** Plans cover it, and promise more days than the provider keeps its own backups. */
  | ({ kind: 'too_long' } & Unfit)
  /** There are plans, for servers of other types. */
  | { kind: 'not_covered'; plans: readonly EntitledPlan[] }
  | { kind: 'no_subscription' }

type PlacedMethod = 'native' | 'files'

/**
 * The place a server gets when its backups are switched on: the server's own rule, so that it can be said beforehand.
 * Without a method: the provider's own backups where a plan has them, else files; a machine has no provider.
 */
export function placeFor(
  server: Pick<Server, 'plan_type' | 'protections' | 'provider'>,
  plans: readonly EntitledPlan[],
  provider?: ProviderSummary,
  method?: PlacedMethod,
): Place {
  if (method !== undefined) return placeBy(method, server, plans, provider)
  if (isMachine(server)) return placeBy('files', server, plans, undefined)
  const native = placeBy('native', server, plans, provider)
  if (native.kind === 'free') return native
  const files = placeBy('files', server, plans, undefined)
  return files.kind === 'free' ? files : native
}

function placeBy(
  method: PlacedMethod,
  server: Pick<Server, 'plan_type' | 'protections'>,
  plans: readonly EntitledPlan[],
  provider: ProviderSummary | undefined,
): Place {
  if (plans.length === 0) return { kind: 'no_subscription' }
  const covering = coveringPlans(server, plans, method)
  if (covering.length === 0) return { kind: 'not_covered', plans }
  const keeps = (plan: EntitledPlan) =>
    method === 'files' || !provider || nativeFit(provider, plan.retention_days) !== null
  const fitting = covering.filter(keeps)
  const unfit = unfitOf(
    covering.filter((plan) => !fitting.includes(plan)),
    provider,
  )
  if (fitting.length === 0 && unfit) return { kind: 'too_long', ...unfit }
  const holding = server.protections.filter((one) => one.plan_id !== null)
  const heldIds = holding.filter((one) => !one.beyond_subscription).map((one) => one.plan_id)
  const held = fitting.find((plan) => heldIds.includes(plan.plan_id))
  if (held) return { kind: 'free', plan: held, held: true, method }
  const usedByOthers = (plan: EntitledPlan) =>
    plan.places_used - (holding.some((one) => one.plan_id === plan.plan_id) ? 1 : 0)
  const free = fitting.find((plan) => usedByOthers(plan) < plan.places)
  return free ? { kind: 'free', plan: free, held: false, method } : freeButUnfit(fitting, unfit)
}

/** The plans whose places fit a server, the shortest retention first. */
export function coveringPlans(
  server: Pick<Server, 'plan_type'>,
  plans: readonly EntitledPlan[],
  method: PlacedMethod,
): EntitledPlan[] {
  return plans
    .filter((plan) => plan.plan_types.includes(server.plan_type) && plan.methods.includes(method))
    .sort((a, b) => a.retention_days - b.retention_days)
}

function unfitOf(plans: EntitledPlan[], provider: ProviderSummary | undefined): Unfit | null {
  return provider && plans.length > 0 ? { plans, keeps: keepsAtMost(provider) ?? 0, label: provider.label } : null
}

function freeButUnfit(taken: EntitledPlan[], unfit: Unfit | null): Place {
  const free = unfit?.plans.filter((plan) => plan.places_used < plan.places) ?? []
  return { kind: 'taken', plans: taken, unfit: unfit && free.length > 0 ? { ...unfit, plans: free } : null }
}

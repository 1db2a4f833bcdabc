import type { Entitlement } from '../billing/schema.ts'
import type { ProtectionRow } from './queries.ts'
import type { Method } from './schema.ts'

/** A plan that an organization has places on, with how many of them its servers take. */
export type PlanInUse = Pick<
  Entitlement['plans'][number],
  'plan_id' | 'plan_name' | 'retention_days' | 'methods' | 'plan_types' | 'places'
> & { places_used: number }

export type ChosenPlace<Fit> =
  /** `held`: the server has this place already. */
  | { kind: 'free'; plan: PlanInUse; fit: Fit; held: boolean }
  /** Of the plans that fit, all places are in use; `unfit` are those that cover the server and promise more than the method keeps. */
  | { kind: 'taken'; plans: PlanInUse[]; unfit: PlanInUse[] }
  /** Plans cover the server, and promise more than the method keeps. The shortest retention first. */
  | { kind: 'unfit'; plans: [PlanInUse, ...PlanInUse[]] }
  /** There are plans, for other methods or types of servers. */
  | { kind: 'not_covered'; plans: readonly PlanInUse[] }
  | { kind: 'no_subscription' }

type Asked<Fit> = {
  plan_type: string
  /** The server's. */
  protections: readonly Pick<ProtectionRow, 'plan_id' | 'beyond_subscription'>[]
  method: Method
  plans: readonly PlanInUse[]
  plan_id?: string | undefined
  /** How the method would keep what a plan promises; null when it cannot. */
  fit: (plan: PlanInUse) => Fit | null
}

/**
 * The place that a server takes when a method is switched on. Plans count that cover the server and the method, and promise no more than
 * the method keeps, the shortest retention first. A server that has a place keeps it; one that goes on beyond the subscription has none.
 * The one rule for the toggle, the planner and the server cards. Pure.
 */
export const choosePlace = <Fit>(asked: Asked<Fit>): ChosenPlace<Fit> => {
  const { plan_type, protections, method, plans, plan_id } = asked
  if (plans.length === 0) return { kind: 'no_subscription' }
  const covering = plans
    .filter((plan) => plan.plan_types.includes(plan_type) && plan.methods.includes(method))
    .filter((plan) => plan_id === undefined || plan.plan_id === plan_id)
    .sort((a, b) => a.retention_days - b.retention_days)
  const [shortest, ...longer] = covering
  if (shortest === undefined) return { kind: 'not_covered', plans }
  const judged = covering.map((plan) => ({ plan, fit: asked.fit(plan) }))
  const fitting = judged.flatMap(({ plan, fit }) => (fit === null ? [] : [{ plan, fit }]))
  if (fitting.length === 0) return { kind: 'unfit', plans: [shortest, ...longer] }
  const holding = protections.filter((row) => row.plan_id !== null)
  const isHeld = ({ plan_id }: PlanInUse) => holding.some((row) => row.plan_id === plan_id && !row.beyond_subscription)
  const usedByOthers = (plan: PlanInUse) =>
    plan.places_used - (holding.some((row) => row.plan_id === plan.plan_id) ? 1 : 0)
  const held = fitting.find(({ plan }) => isHeld(plan))
  const free = held ?? fitting.find(({ plan }) => usedByOthers(plan) < plan.places)
  if (free !== undefined) return { kind: 'free', ...free, held: held !== undefined }
  return {
    kind: 'taken',
    plans: fitting.map(({ plan }) => plan),
    unfit: judged.filter((one) => one.fit === null).map(({ plan }) => plan),
  }
}

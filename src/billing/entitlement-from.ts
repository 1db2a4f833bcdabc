import { dayMs, isoPlusMs } from '../lib/clock.ts'
import type { PlanRow, SubscriptionRow } from './queries.ts'
import { type Entitlement, Method } from './schema.ts'

/** How long places count on after a payment failed. */
export const graceDays = 14
export const graceMs = graceDays * dayMs

type Facts = Pick<SubscriptionRow, 'plan_id' | 'quantity' | 'status' | 'past_due_since' | 'ends_at'>
type Sold = Pick<PlanRow, 'id' | 'name' | 'plan_types' | 'methods' | 'retention_days'>
type Entitled = Entitlement['plans'][number]

/**
 * What an organization may do now: `active` and `trialing` entitle until they end, `past_due` for its grace period, nothing else
 * ever. Places on one plan are counted together; whether the plan is still sold does not matter. Pure.
 */
export const entitlementFrom = (subscriptions: readonly Facts[], plans: readonly Sold[], now: string): Entitlement => {
  const byPlan = new Map<string, Entitled>()
  for (const subscription of subscriptions) {
    const plan = plans.find(({ id }) => id === subscription.plan_id)
    const entitled = plan === undefined ? null : entitledBy(subscription, plan, now)
    if (entitled === null) continue
    const before = byPlan.get(entitled.plan_id)
    byPlan.set(entitled.plan_id, before === undefined ? entitled : together(before, entitled))
  }
  return { plans: [...byPlan.values()] }
}

const entitledBy = (subscription: Facts, plan: Sold, now: string): Entitled | null => {
  const { status, quantity } = subscription
  if (status !== 'active' && status !== 'trialing' && status !== 'past_due') return null
  const until = endOf(subscription)
  if (quantity < 1 || (until !== null && until <= now)) return null
  return {
    plan_id: plan.id,
    plan_name: plan.name,
    places: quantity,
    plan_types: [...plan.plan_types],
    methods: Method.options.filter((method) => plan.methods.includes(method)),
    retention_days: plan.retention_days,
    until,
    status,
  }
}

/** When it stops to entitle if nothing changes. A payment that failed at an unknown time gets no grace. */
const endOf = ({ status, past_due_since, ends_at }: Facts): string | null => {
  const grace = status === 'past_due' ? isoPlusMs(past_due_since ?? '1970-01-01T00:00:00.000Z', graceMs) : null
  return earlier(grace, ends_at)
}

const together = (one: Entitled, other: Entitled): Entitled => ({
  ...one,
  places: one.places + other.places,
  until: earlier(one.until, other.until),
  status: weakest.find((status) => status === one.status || status === other.status) ?? one.status,
})

const weakest = ['past_due', 'trialing', 'active'] as const

/** ISO times in UTC compare as texts. */
const earlier = (one: string | null, other: string | null): string | null => {
  if (one === null || other === null) return one ?? other
  return one < other ? one : other
}

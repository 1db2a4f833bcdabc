import type { EntitledPlan } from '../api/billing-types.ts'
import { formatCount } from '../format/format-count.ts'
import { formatPart } from '../format/format-part.ts'

type Places = Pick<EntitledPlan, 'places' | 'places_used'>

export function freePlaces(plan: Places): number {
  return Math.max(0, plan.places - plan.places_used)
}

/** All places of an organization on one line: 4 of 5 on Standard, 2 of 2 on Plus. */
export function placesInUse(plans: readonly EntitledPlan[]): string {
  return plans.map((plan) => `${formatPart(plan.places_used, plan.places)} on ${plan.plan_name}`).join(', ')
}

/** More servers than places: some went on after the quantity shrank. */
export function placesTooFew(plan: Places): string | null {
  const over = plan.places_used - plan.places
  return over > 0 ? `${formatCount(over)} more in use than paid` : null
}

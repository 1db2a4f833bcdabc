import type { EntitledPlan } from '../api/billing-types.ts'
import { formatCount } from '../format/format-count.ts'
import { formatPart } from '../format/format-part.ts'
import { listWords } from './list-words.ts'
import type { Place } from './place-for.ts'

type Places = Pick<EntitledPlan, 'places' | 'places_used'>

export function freePlaces(plan: Places): number {
  return Math.max(0, plan.places - plan.places_used)
}

/** How the places stand for one server: 1 of 5 free on Standard, no extra cost. */
export function placeWords(place: Place, planType: string): string {
  if (place.kind === 'free') {
    return place.held
      ? `it keeps its place on ${place.plan.plan_name}, no extra cost`
      : `${formatPart(freePlaces(place.plan), place.plan.places)} free on ${place.plan.plan_name}, no extra cost`
  }
  if (place.kind === 'taken') {
    const full = place.plans.map((plan) => `${formatPart(plan.places_used, plan.places)} on ${plan.plan_name}`)
    return `${listWords(full)} in use`
  }
  if (place.kind === 'not_covered') {
    const types = [...new Set(place.plans.flatMap((plan) => plan.plan_types))]
    return `this server is of type ${planType}; your plans cover ${listWords(types)}`
  }
  if (place.kind === 'too_long') {
    const promised = place.plans.map((plan) => `${plan.plan_name} ${plan.retention_days} days`)
    return `${place.label} keeps its own backups for at most ${place.keeps} days; your plans promise more: ${listWords(promised)}`
  }
  return 'no backup subscription yet'
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

import type { EntitledPlan } from '../api/billing-types.ts'
import { formatCount } from '../format/format-count.ts'
import { formatPart } from '../format/format-part.ts'
import { listWords } from './list-words.ts'
import type { Place, Unfit } from './place-for.ts'

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
    const unfit = place.unfit ? `; ${promises(place.unfit)}, and ${place.unfit.label} keeps ${place.unfit.keeps}` : ''
    return `${listWords(full)} in use${unfit}`
  }
  if (place.kind === 'not_covered') {
    const types = [...new Set(place.plans.flatMap((plan) => plan.plan_types))]
    return `this server is of type ${planType}; your plans cover ${listWords(types)}`
  }
  if (place.kind === 'too_long') {
    return `${promises(place)}, and ${place.label} keeps its own backups for at most ${place.keeps}`
  }
  return 'no backup subscription yet'
}

/** Plus promises 14 days. */
function promises({ plans }: Unfit): string {
  const each = plans.map((plan) => `${plan.plan_name} ${plan.retention_days}`)
  return `${listWords(each.map((one, n) => (n === 0 ? one.replace(/ (\d+)$/, ' promises $1') : one)))} days`
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

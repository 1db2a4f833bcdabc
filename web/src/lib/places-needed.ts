import type { EntitledPlan } from '../api/billing-types.ts'
import type { ProviderSummary } from '../api/provider-types.ts'
import type { Server } from '../api/server-types.ts'
import { placeFor } from './place-for.ts'
import { isMachine, providerOf } from './provider-facts.ts'

export type NeedOf = {
  organization_id: string
  organization_name: string
  /** To be switched on here. */
  servers: number
  /** Of those, how many get no place; null while the places are not known. */
  without: number | null
  free: number | null
}

type Asked = Pick<
  Server,
  'organization_id' | 'organization_name' | 'plan_type' | 'protections' | 'backups_enabled' | 'provider'
>

/** What switching these servers on takes of each customer's places, in the order in which places would be given. */
export function placesNeeded(
  servers: readonly Asked[],
  plansOf: (organizationId: string) => readonly EntitledPlan[] | undefined,
  providers: readonly ProviderSummary[] = [],
): NeedOf[] {
  const off = servers.filter((server) => !server.backups_enabled)
  const ids = [...new Set(off.map((server) => server.organization_id))]
  return ids.map((id) => {
    const theirs = off.filter((server) => server.organization_id === id)
    const plans = plansOf(id)
    return {
      organization_id: id,
      organization_name: theirs[0]?.organization_name ?? id,
      servers: theirs.length,
      without: plans ? withoutPlace(theirs, plans, providers) : null,
      free: plans ? plans.reduce((sum, plan) => sum + Math.max(0, plan.places - plan.places_used), 0) : null,
    }
  })
}

function withoutPlace(
  servers: readonly Asked[],
  plans: readonly EntitledPlan[],
  providers: readonly ProviderSummary[],
): number {
  let left = plans.map((plan) => ({ ...plan }))
  let without = 0
  for (const server of servers) {
    const place = placeFor(server, left, providerOf(server, { providers }), isMachine(server) ? 'files' : 'native')
    if (place.kind !== 'free') without += 1
    else if (!place.held)
      left = left.map((plan) =>
        plan.plan_id === place.plan.plan_id ? { ...plan, places_used: plan.places_used + 1 } : plan,
      )
  }
  return without
}

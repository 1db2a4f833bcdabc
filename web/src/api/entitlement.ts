import { queryOptions, useQuery } from '@tanstack/react-query'
import type { EntitledPlan, Entitlement } from './billing-types.ts'
import { keys } from './keys.ts'
import { request } from './request.ts'
import type { List } from './types.ts'

/** What an organization may do now: its plans with the places they give and how many are in use. */
export const entitlementQuery = (organizationId: string) =>
  queryOptions({
    queryKey: keys.entitlement(organizationId),
    queryFn: async ({ signal }): Promise<Entitlement> => {
      const path = `/api/organizations/${encodeURIComponent(organizationId)}/places`
      return { plans: (await request<List<EntitledPlan>>(path, { signal })).data }
    },
  })

export function useEntitlement(organizationId: string, enabled = true) {
  return useQuery({ ...entitlementQuery(organizationId), enabled })
}

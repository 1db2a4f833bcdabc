import { queryOptions, useQuery } from '@tanstack/react-query'
import type { Entitlement } from './billing-types.ts'
import { keys } from './keys.ts'
import { request } from './request.ts'

export const entitlementQuery = (organizationId: string) =>
  queryOptions({
    queryKey: keys.entitlement(organizationId),
    queryFn: ({ signal }) =>
      request<Entitlement>('/api/entitlement', { query: { organization_id: organizationId }, signal }),
  })

/** What an organization may do now: its plans with the places they give and how many are in use. */
export function useEntitlement(organizationId: string, enabled = true) {
  return useQuery({ ...entitlementQuery(organizationId), enabled })
}

import { useQueries } from '@tanstack/react-query'
import type { EntitledPlan } from '../api/billing-types.ts'
import { entitlementQuery } from '../api/entitlement.ts'

/** The places of several organizations at once. */
export function useEntitlements(
  organizationIds: readonly string[],
): (id: string) => readonly EntitledPlan[] | undefined {
  const found = useQueries({ queries: organizationIds.map((id) => entitlementQuery(id)) })
  return (id) => found[organizationIds.indexOf(id)]?.data?.plans
}

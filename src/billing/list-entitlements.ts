import { type Context, requireOperator } from '../context.ts'
import { entitlementFrom } from './entitlement-from.ts'
import { listEntitlingAcrossOrganizations } from './queries.ts'
import type { Entitlement } from './schema.ts'

/** What each organization may do now, by its id; those without a subscription are not in it. For the system's own work. */
export const listEntitlements = async (ctx: Context): Promise<Map<string, Entitlement>> => {
  requireOperator(ctx.caller)
  const now = ctx.clock.now()
  const byOrganization = Map.groupBy(await listEntitlingAcrossOrganizations(ctx.db), (row) => row.organization_id)
  return new Map([...byOrganization].map(([id, rows]) => [id, entitlementFrom(rows, rows, now)]))
}

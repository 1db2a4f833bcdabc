import { type Context, requireRole } from '../context.ts'
import { entitlementFrom } from './entitlement-from.ts'
import { listEntitling } from './queries.ts'
import type { Entitlement } from './schema.ts'

/** What an organization may do now, as its subscriptions say. The only billing word other folders use. */
export const entitlementOf = async (ctx: Context, input: { organization_id: string }): Promise<Entitlement> => {
  requireRole(ctx.caller, input.organization_id, 'viewer')
  const subscriptions = await listEntitling(ctx.db, input.organization_id)
  return entitlementFrom(subscriptions, subscriptions, ctx.clock.now())
}

import { type Context, requireRole, scopeOf } from '../context.ts'
import { AppError, invalidField } from '../lib/errors.ts'

/**
 * The organization for which the caller buys: the one that is named, or the only one where the caller is manager or owner.
 * Throws not_found or forbidden for others, invalid_request when it has to be named.
 */
export const ownOrganization = (ctx: Context, organizationId: string | undefined): string => {
  if (organizationId !== undefined) {
    requireRole(ctx.caller, organizationId, 'manager')
    return organizationId
  }
  const scope = scopeOf(ctx.caller, 'manager')
  if (scope === 'all') throw invalidField('organization_id', 'Name the organization: an operator buys for any of them.')
  const [only, ...others] = scope
  if (only === undefined) throw new AppError('forbidden')
  if (others.length > 0) throw invalidField('organization_id', 'Name one of your organizations.')
  return only
}

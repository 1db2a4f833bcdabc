import { type Context, scopeOf } from '../context.ts'
import { notFound } from '../lib/errors.ts'
import { findOrganization } from './queries.ts'
import type { Organization } from './schema.ts'

/** One organization of the caller's; throws not_found for all others. */
export const getOrganization = async (ctx: Context, input: { organization_id: string }): Promise<Organization> => {
  const organization = await findOrganization(ctx.db, scopeOf(ctx.caller), input.organization_id)
  if (organization === undefined) throw notFound()
  return organization
}

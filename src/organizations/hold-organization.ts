import type { Services } from '../context.ts'
import { notFound } from '../lib/errors.ts'
import { holdOrganizationRow } from './queries.ts'

/**
 * Holds the organization's row until the caller's transaction ends, so that whatever counts its places sees them one change
 * after the other. Throws not_found when there is no such organization.
 */
export const holdOrganization = async (ctx: Services, input: { organization_id: string }): Promise<void> => {
  if (!ctx.db.isTransaction) throw new Error('An organization can be held in a transaction only.')
  if ((await holdOrganizationRow(ctx.db, input.organization_id)) === undefined) throw notFound()
}

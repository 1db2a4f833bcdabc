import type { Context } from '../context.ts'
import { notFound } from '../lib/errors.ts'
import { lockOrganization } from './queries.ts'

/** Holds the organization's row until the end of the caller's transaction: what counts its places is done one at a time. */
export const holdOrganization = async (ctx: Context, input: { organization_id: string }): Promise<void> => {
  if ((await lockOrganization(ctx.db, input.organization_id)) === undefined) throw notFound()
}

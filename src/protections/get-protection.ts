import type { Context } from '../context.ts'
import { notFound } from '../lib/errors.ts'
import { loadServer } from '../servers/load-server.ts'
import { findProtectionOf } from './queries.ts'
import type { Method, Protection } from './schema.ts'
import { toProtection } from './to-protection.ts'

/** How one method protects a server. Throws not_found where it was never wanted or seen. */
export const getProtection = async (
  ctx: Context,
  input: { server_id: string; method: Method },
): Promise<Protection> => {
  const server = await loadServer(ctx, { server_id: input.server_id })
  const row = await findProtectionOf(ctx.db, server.id, input.method)
  if (row === undefined) throw notFound()
  return toProtection(row)
}

import type { Context } from '../context.ts'
import { loadServer } from '../servers/load-server.ts'
import { listProtectionsOf } from './queries.ts'
import type { Protection } from './schema.ts'
import { toProtection } from './to-protection.ts'

/** A server's protections, one for each method that was ever wanted or seen. */
export const listProtections = async (
  ctx: Context,
  input: { server_id: string },
): Promise<{ data: Protection[]; next_cursor: null }> => {
  const server = await loadServer(ctx, input)
  return { data: (await listProtectionsOf(ctx.db, server.id)).map(toProtection), next_cursor: null }
}

import type { Context } from '../context.ts'
import { loadServer } from '../servers/load-server.ts'
import { findNewestImageSize } from './queries.ts'

/** How large the newest image of a server is of which the provider told the size; null when there is none. */
export const newestImageSize = async (ctx: Context, input: { server_id: string }): Promise<number | null> => {
  const server = await loadServer(ctx, input)
  return (await findNewestImageSize(ctx.db, server.id))?.size_bytes ?? null
}

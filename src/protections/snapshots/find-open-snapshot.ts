import type { Context } from '../../context.ts'
import { loadServer } from '../../servers/load-server.ts'
import { findOpenOrder } from './snapshot-queries.ts'

/** The run that takes a snapshot of the server just now; null when there is none. */
export const findOpenSnapshot = async (ctx: Context, input: { server_id: string }): Promise<string | null> => {
  const server = await loadServer(ctx, input)
  return (await findOpenOrder(ctx.db, server.id))?.run_id ?? null
}

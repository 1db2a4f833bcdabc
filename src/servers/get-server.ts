import type { Context } from '../context.ts'
import { loadServer } from './load-server.ts'
import type { Server } from './schema.ts'
import { toServer } from './to-server.ts'

/** One server of the caller's organizations; throws not_found for all others. */
export const getServer = async (ctx: Context, input: { server_id: string }): Promise<Server> =>
  toServer(await loadServer(ctx, { server_id: input.server_id }), ctx.caller)

import type { Context } from '../../context.ts'
import { loadServer } from '../../servers/load-server.ts'
import { type SafetyImage, listSafetyImagesOver as selectSafetyImagesOver } from './history-queries.ts'

/** A server's snapshots from before a restore whose time is over, oldest first, each with whether it is the newest good recovery point. */
export const listSafetyImagesOver = async (ctx: Context, input: { server_id: string }): Promise<SafetyImage[]> => {
  const server = await loadServer(ctx, input)
  return selectSafetyImagesOver(ctx.db, server.id, ctx.clock.now())
}

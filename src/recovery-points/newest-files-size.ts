import type { Context } from '../context.ts'
import { loadServer } from '../servers/load-server.ts'
import { findNewestFilesSize } from './queries.ts'

/** How large the files of a server were when they were last backed up; null where they never were. */
export const newestFilesSize = async (ctx: Context, input: { server_id: string }): Promise<number | null> => {
  const server = await loadServer(ctx, input)
  return (await findNewestFilesSize(ctx.db, server.id))?.size_bytes ?? null
}

import { type Context, requireRole } from '../context.ts'
import { loadServer } from '../servers/load-server.ts'
import { startBackup } from './start-backup.ts'

/** Starts a backup of a server's files out of turn; its schedule goes on as it is. Repeated while one is under way, it is that one. */
export const backUpNow = async (ctx: Context, input: { server_id: string }): Promise<{ run_id: string }> => {
  const server = await loadServer(ctx, { server_id: input.server_id })
  requireRole(ctx.caller, server.organization_id, 'manager')
  return startBackup(ctx, input)
}

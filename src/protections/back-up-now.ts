import { type Context, inTransaction, requireRole } from '../context.ts'
import { AppError } from '../lib/errors.ts'
import { type LoadedServer, loadServer } from '../servers/load-server.ts'
import { findProtectionOf } from './queries.ts'
import type { BackUpNowInput } from './schema.ts'
import { askToLetGo } from './snapshots/ask-to-let-go.ts'
import { startSnapshot } from './snapshots/start-snapshot.ts'
import { startBackup } from './start-backup.ts'

/**
 * Starts a backup of a server out of turn: of its files where these are on and nothing else is asked for, else by a snapshot. The
 * schedule goes on as it is. Repeated while one is under way, it is that one. What would be deleted for it has to be named. Throws
 * would_replace_snapshot, files_off, snapshots_off, backups_paused and agent_missing.
 */
export const backUpNow = async (
  ctx: Context,
  input: BackUpNowInput & { server_id: string; parent_run_id?: string },
): Promise<{ run_id: string }> => {
  const server = await loadServer(ctx, { server_id: input.server_id })
  requireRole(ctx.caller, server.organization_id, 'manager')
  const method = input.method ?? (await usualMethod(ctx, server))
  return method === 'files' ? startBackup(ctx, input) : takeSnapshot(ctx, server, input)
}

const neither =
  'Only files and snapshots can be backed up out of turn, and both are off for this server. Switch one of them on first.'

const usualMethod = async (ctx: Context, { id }: LoadedServer): Promise<'files' | 'snapshot'> => {
  const files = await findProtectionOf(ctx.db, id, 'files')
  if (files?.desired_state === 'on') return 'files'
  const snapshot = await findProtectionOf(ctx.db, id, 'snapshot')
  if (snapshot?.desired_state === 'on') return 'snapshot'
  throw new AppError('files_off', { message: neither })
}

const takeSnapshot = (
  ctx: Context,
  { id: server_id }: LoadedServer,
  { parent_run_id = null, let_go }: { parent_run_id?: string | null; let_go?: string | undefined },
): Promise<{ run_id: string }> =>
  inTransaction(ctx, async (ctx) => {
    const server = await loadServer(ctx, { server_id, lock: true })
    const protection = await findProtectionOf(ctx.db, server_id, 'snapshot')
    if (protection === undefined || protection.desired_state === 'off') throw new AppError('snapshots_off')
    if (protection.phase === 'paused') throw new AppError('backups_paused')
    await askToLetGo(ctx, { server, protection_id: protection.id, let_go })
    return startSnapshot(ctx, { server_id, protection_id: protection.id, purpose: 'on_demand', parent_run_id })
  })

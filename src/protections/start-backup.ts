import { agentOf } from '../agents/agent-of.ts'
import { sendCommand } from '../agents/send-command.ts'
import { recordChange } from '../audit/record-change.ts'
import { type Context, inTransaction } from '../context.ts'
import { dayMs, isoPlusMs } from '../lib/clock.ts'
import { AppError } from '../lib/errors.ts'
import { ensureRepository } from '../repositories/ensure-repository.ts'
import { startRun } from '../runs/start-run.ts'
import { loadServer } from '../servers/load-server.ts'
import { backupOrders } from './backup-orders.ts'
import { findOpenBackup, findProtectionOf } from './queries.ts'

/** A backup that nobody takes up within this time is a missed one. */
const waitMs = dayMs

/**
 * Starts a backup of a server's files, or resolves with the one that is under way already: two at once would only take from
 * each other. `safety_paths` is what a restore is about to overwrite. Throws agent_missing, backups_off and paused.
 */
export const startBackup = (
  ctx: Context,
  input: { server_id: string; parent_run_id?: string; safety_paths?: readonly string[] },
): Promise<{ run_id: string }> =>
  inTransaction(ctx, async (ctx) => {
    const server = await loadServer(ctx, { server_id: input.server_id, lock: true })
    const protection = await findProtectionOf(ctx.db, server.id, 'files')
    if (protection === undefined || protection.desired_state === 'off') throw new AppError('files_off')
    if (protection.phase === 'paused') throw new AppError('backups_paused')
    if ((await agentOf(ctx, { server_id: server.id })) === null) throw new AppError('agent_missing')
    const open = await findOpenBackup(ctx.db, server.id)
    if (open !== undefined) return open
    const repository = await ensureRepository(ctx, { server_id: server.id })
    const run = await startRun(ctx, {
      kind: 'backup',
      organization_id: server.organization_id,
      server: { id: server.id, name: server.name },
      parent_run_id: input.parent_run_id ?? null,
    })
    await sendCommand(ctx, {
      run_id: run.id,
      server,
      repository_id: repository.id,
      orders: backupOrders(protection.settings, input.safety_paths),
      expires_at: isoPlusMs(ctx.clock.now(), waitMs),
    })
    await recordChange(ctx, {
      action: 'backup.started',
      organization_id: server.organization_id,
      target: { id: run.id, name: server.name },
    })
    return { run_id: run.id }
  })

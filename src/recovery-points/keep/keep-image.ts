import { recordChange } from '../../audit/record-change.ts'
import { type Context, inTransaction, requireRole } from '../../context.ts'
import { AppError } from '../../lib/errors.ts'
import { openProvider } from '../../provider-accounts/open-provider.ts'
import { startRun } from '../../runs/start-run.ts'
import { accountOf } from '../../servers/account-of.ts'
import { loadServer } from '../../servers/load-server.ts'
import { keepImageTask } from '../../tasks.ts'
import { loadRecoveryPoint } from '../load-recovery-point.ts'
import { requireThere } from '../require-there.ts'
import { listOpenKeeps } from './list-open-keeps.ts'
import { whyNotKeep } from './why-not-keep.ts'

/**
 * Starts keeping one of a provider's own backups beyond its time, or resolves with the run that does so already: the provider turns
 * it into a snapshot, which stays until a person deletes it. Throws recovery_point_gone, recovery_point_expired, method_unavailable,
 * forbidden and server_missing.
 */
export const keepImage = (ctx: Context, input: { recovery_point_id: string }): Promise<{ run_id: string }> =>
  inTransaction(ctx, async (ctx) => {
    const { server_id } = await loadRecoveryPoint(ctx, input)
    const server = await loadServer(ctx, { server_id, lock: true })
    requireRole(ctx.caller, server.organization_id, 'manager')
    // Read again: nobody changes it while the server's row is held.
    const point = await loadRecoveryPoint(ctx, input)
    requireThere(ctx, point)
    const capabilities =
      point.method === 'files'
        ? { label: '', native: null, snapshot: null }
        : (await openProvider(ctx, { provider_account_id: accountOf(server) })).capabilities
    const why = whyNotKeep(ctx.caller, { point, source: server, capabilities })
    if (why !== null) throw why
    if (server.missing_since !== null) throw new AppError('server_missing')
    const open = (await listOpenKeeps(ctx, { server_id })).find((one) => one.recovery_point_id === point.id)
    if (open !== undefined) return { run_id: open.run_id }
    const { organization_id, name } = server
    const run = await startRun(ctx, {
      kind: 'copy',
      organization_id,
      server: { id: server_id, name },
      stats: { recovery_point_id: point.id, ref: point.ref },
    })
    await recordChange(ctx, {
      action: 'recovery_point.kept',
      organization_id,
      target: { id: point.id, name: `backup of ${point.taken_at}` },
      before: { method: point.method, expires_at: point.expires_at },
      after: { method: 'snapshot', expires_at: null },
    })
    await ctx.jobs.enqueue(ctx.db, keepImageTask, { run_id: run.id, looks: 0 })
    return { run_id: run.id }
  })

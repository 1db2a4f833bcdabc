import { recordChange } from '../../audit/record-change.ts'
import { type Context, inTransaction } from '../../context.ts'
import { hourMs, isoPlusMs } from '../../lib/clock.ts'
import { AppError } from '../../lib/errors.ts'
import { openProvider } from '../../provider-accounts/open-provider.ts'
import { listRuns } from '../../runs/list-runs.ts'
import { startRun } from '../../runs/start-run.ts'
import { accountOf } from '../../servers/account-of.ts'
import { loadServer } from '../../servers/load-server.ts'
import { continueSnapshotTask } from '../../tasks.ts'
import { requireSnapshots } from './require-snapshots.ts'
import { snapshotName } from './snapshot-name.ts'
import { findOpenOrder, insertOrder } from './snapshot-queries.ts'

/** A snapshot of a large disk takes an hour and more; after this nobody can say what became of it. */
const untilMs = 6 * hourMs

export type NewSnapshot = {
  server_id: string
  /** Whose retention it falls under; null where none does. */
  protection_id: string | null
  purpose: 'schedule' | 'on_demand' | 'safety'
  parent_run_id?: string | null
}

/**
 * Starts a snapshot at the server's provider, or resolves with the one that is under way already. Throws method_unavailable where the
 * provider takes none, and server_missing.
 */
export const startSnapshot = (ctx: Context, input: NewSnapshot): Promise<{ run_id: string }> =>
  inTransaction(ctx, async (ctx) => {
    const server = await loadServer(ctx, { server_id: input.server_id, lock: true })
    const { capabilities } = await openProvider(ctx, { provider_account_id: accountOf(server) })
    const capability = requireSnapshots(server, capabilities)
    if (input.purpose !== 'safety' && (await isBeingRestored(ctx, server.id))) throw new AppError('restore_running')
    const open = await findOpenOrder(ctx.db, server.id)
    if (open !== undefined) return { run_id: open.run_id }
    const now = ctx.clock.now()
    const { id: run_id } = await startRun(ctx, {
      kind: 'backup',
      organization_id: server.organization_id,
      server: { id: server.id, name: server.name },
      parent_run_id: input.parent_run_id ?? null,
    })
    await insertOrder(ctx.db, {
      run_id,
      server_id: server.id,
      protection_id: input.protection_id,
      name: snapshotName({ run_id, server_name: server.name, at: now }, capability.name_length),
      purpose: input.purpose,
      state: 'open',
      until: isoPlusMs(now, untilMs),
      created_at: now,
      updated_at: now,
    })
    await ctx.jobs.enqueue(ctx.db, continueSnapshotTask, { run_id, looks: 0 })
    if (input.purpose !== 'schedule')
      await recordChange(ctx, {
        action: 'backup.started',
        organization_id: server.organization_id,
        target: { id: run_id, name: server.name },
      })
    return { run_id }
  })

/** What comes of a snapshot taken while the disk is written is worth nothing. */
const isBeingRestored = async (ctx: Context, server_id: string): Promise<boolean> => {
  for (const state of ['queued', 'running'] as const)
    if ((await listRuns(ctx, { server_id, kind: 'restore', state, limit: 1 })).data.length > 0) return true
  return false
}

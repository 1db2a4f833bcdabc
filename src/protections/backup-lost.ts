import type { Finish } from '../agent-protocol/messages.ts'
import { readCommand } from '../agents/read-command.ts'
import { type Context, inTransaction } from '../context.ts'
import { listNewSnapshots } from '../repositories/list-new-snapshots.ts'
import { logRun } from '../runs/log-run.ts'
import { readRun } from '../runs/read-run.ts'
import { RunError } from '../runs/schema.ts'
import { loadServer } from '../servers/load-server.ts'
import { applyRetentionTask } from '../tasks.ts'
import { refreshServerFacts } from './facts/refresh-server-facts.ts'
import { firstBackupFailed } from './first-backup-failed.ts'
import { findProtectionOf } from './queries.ts'
import { recordSnapshots } from './record-snapshots.ts'

/**
 * A backup ended without a word from its agent. What the gateway acknowledged under it is kept all the same, as something that
 * nobody reported: it can be restored, and somebody is told when there is more of it than a lost agent leaves. Safe to run twice.
 */
export const backupLost = async (ctx: Context, input: { run_id: string }): Promise<void> => {
  const command = await readCommand(ctx, input)
  if (command === null || command.result !== null || command.orders.kind !== 'backup') return
  const { server_id, repository_id, orders } = command
  const snapshots = await listNewSnapshots(ctx, { repository_id, run_id: input.run_id })
  await sayFirstFailed(ctx, { ...input, server_id })
  if (snapshots.length === 0) return
  await inTransaction(ctx, async (ctx) => {
    const server = await loadServer(ctx, { server_id, lock: true })
    const protection = await findProtectionOf(ctx.db, server.id, 'files')
    await recordSnapshots(ctx, {
      run_id: input.run_id,
      server_id,
      repository_id,
      orders,
      protection,
      snapshots,
      judged: { outcome: 'failed', kept: [], discarded: [], error: null },
      result: nothingReported,
    })
    await logRun(ctx, {
      run_id: input.run_id,
      level: 'warning',
      message: `${snapshots.length} ${snapshots.length === 1 ? 'snapshot was' : 'snapshots were'} stored and never reported. They are kept, and count for nothing until somebody has looked.`,
    })
    await refreshServerFacts(ctx, { server_id })
    if (protection !== undefined) await ctx.jobs.enqueue(ctx.db, applyRetentionTask, { protection_id: protection.id })
  })
}

const sayFirstFailed = (ctx: Context, { run_id, server_id }: { run_id: string; server_id: string }): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const run = await readRun(ctx, { run_id })
    if (run?.state !== 'finished') return
    await firstBackupFailed(
      ctx,
      await findProtectionOf(ctx.db, server_id, 'files'),
      RunError.nullable().parse(run.error),
    )
  })

const nothingReported: Pick<Finish, 'sample'> = { sample: [] }

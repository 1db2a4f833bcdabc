import type { Finish } from '../agent-protocol/messages.ts'
import { readCommand } from '../agents/read-command.ts'
import { type Context, inTransaction } from '../context.ts'
import { newestGoodPoint } from '../recovery-points/newest-good-point.ts'
import { forgetSnapshot } from '../repositories/forget-snapshot.ts'
import { listNewSnapshots } from '../repositories/list-new-snapshots.ts'
import { finishRun } from '../runs/finish-run.ts'
import { logRun } from '../runs/log-run.ts'
import { readRun } from '../runs/read-run.ts'
import { startRun } from '../runs/start-run.ts'
import { type LoadedServer, loadServer } from '../servers/load-server.ts'
import { applyRetentionTask, drillTask } from '../tasks.ts'
import { refreshServerFacts } from './facts/refresh-server-facts.ts'
import { firstBackupFailed } from './first-backup-failed.ts'
import { type Before, type Judged, judgeBackup } from './judge-backup.ts'
import { findProtectionOf, type ProtectionRow } from './queries.ts'
import { recordSnapshots } from './record-snapshots.ts'
import { writeProtection } from './write-protection.ts'

/**
 * An agent reported the end of a backup: what the gateway acknowledged under the run becomes recovery points, the protection is
 * observed on with its first success, and the run ends. Safe to run twice: a finished run is left alone.
 */
export const backupEnded = async (ctx: Context, input: { run_id: string }): Promise<void> => {
  const run = await readRun(ctx, input)
  const command = await readCommand(ctx, input)
  if (run === null || run.state === 'finished' || command === null || command.result === null) return
  const { server_id, repository_id, orders, result } = command
  if (orders.kind !== 'backup') return
  const snapshots = await listNewSnapshots(ctx, { repository_id, run_id: input.run_id })
  const judged = judgeBackup({
    result,
    taken: new Set(snapshots.map(({ name }) => name)),
    before: await pointsBefore(ctx, server_id, result),
    may_hold_nothing: orders.safety,
  })
  // Before anything is written: it needs no lock, and a second time does nothing more.
  for (const { snapshot } of judged.discarded) await forgetSnapshot(ctx, { repository_id, snapshot })
  await inTransaction(ctx, async (ctx) => {
    // A server that was deleted meanwhile took its protections along.
    const server = await loadServer(ctx, { server_id, lock: true })
    const protection = await findProtectionOf(ctx.db, server.id, 'files')
    const points = await recordSnapshots(ctx, {
      run_id: input.run_id,
      server_id,
      repository_id,
      orders,
      protection,
      snapshots,
      judged,
      result,
    })
    if (protection !== undefined) await observe(ctx, protection, judged)
    const isFirst = protection?.desired_state === 'on' && protection.observed_state !== 'on'
    const proving = points.find(({ source, counts }) => counts && source === 'files')
    if (isFirst && proving !== undefined) await startFirstDrill(ctx, server, proving.id)
    for (const { path, reason } of result.skipped.slice(0, loggedAtMost))
      await logRun(ctx, { run_id: input.run_id, level: 'warning', message: `Skipped ${path}: ${reason}` })
    await finishRun(ctx, {
      run_id: input.run_id,
      outcome: judged.outcome,
      stats: statsOf(judged, result),
      error: judged.error,
    })
    await refreshServerFacts(ctx, { server_id })
    if (protection !== undefined && judged.outcome !== 'cancelled')
      await ctx.jobs.enqueue(ctx.db, applyRetentionTask, { protection_id: protection.id })
  })
}

const loggedAtMost = 200

/** What each source held when its last good backup was made. */
const pointsBefore = async (ctx: Context, server_id: string, { snapshots }: Finish): Promise<Map<string, Before>> => {
  const before = new Map<string, Before>()
  for (const { source } of snapshots) {
    const point = await newestGoodPoint(ctx, { server_id, method: 'files', source })
    if (point !== null) before.set(source, { size_bytes: point.size_bytes ?? 0, file_count: point.file_count ?? 0 })
  }
  return before
}

/** The first backup is proved at once: what was never restored is only hoped to be there. */
const startFirstDrill = async (ctx: Context, server: LoadedServer, recovery_point_id: string): Promise<void> => {
  const { id, name, organization_id } = server
  const run = await startRun(ctx, { kind: 'drill', organization_id, server: { id, name } })
  await ctx.jobs.enqueue(ctx.db, drillTask, { recovery_point_id, run_id: run.id })
}

const statsOf = ({ kept }: Judged, { skipped_count, seconds }: { skipped_count: number; seconds: number }) => ({
  snapshots: kept.length,
  bytes: sum(kept.map(({ made }) => made.bytes)),
  added_bytes: sum(kept.map(({ made }) => made.added_bytes)),
  files: sum(kept.map(({ made }) => made.files)),
  files_new: sum(kept.map(({ made }) => made.files_new)),
  files_changed: sum(kept.map(({ made }) => made.files_changed)),
  skipped: skipped_count,
  seconds,
})

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0)

/** On with the first success; a failure before it is shown with its reason, and the next one may still succeed. */
const observe = async (ctx: Context, protection: ProtectionRow, judged: Judged): Promise<void> => {
  if (protection.desired_state === 'off') return
  if (judged.kept.length > 0) {
    const isFirst = protection.observed_state !== 'on'
    await writeProtection(ctx, protection.id, {
      observed_state: 'on',
      observed_at: ctx.clock.now(),
      ...(protection.phase === 'paused' ? {} : { phase: 'idle', reason: null }),
    })
    if (isFirst && protection.run_id !== null) await finishRun(ctx, { run_id: protection.run_id, outcome: 'succeeded' })
  } else if (judged.outcome === 'failed' || judged.outcome === 'cancelled')
    await firstBackupFailed(ctx, protection, judged.error)
}

import { readCommand } from '../agents/read-command.ts'
import { sendCommand } from '../agents/send-command.ts'
import { type Context, inTransaction } from '../context.ts'
import type { RunningJob } from '../jobs/handler.ts'
import { hourMs, isoPlusMs, minuteMs } from '../lib/clock.ts'
import { coversPaths } from '../protections/covers-paths.ts'
import { type LoadedRecoveryPoint, loadRecoveryPoint } from '../recovery-points/load-recovery-point.ts'
import { PointFacts } from '../recovery-points/schema.ts'
import { beginRun } from '../runs/begin-run.ts'
import { finishRun } from '../runs/finish-run.ts'
import { readRun } from '../runs/read-run.ts'
import { loadServer } from '../servers/load-server.ts'
import { continueRestoreTask } from '../tasks.ts'
import { endNewServerRestore } from './images/end-new-server-restore.ts'
import { restoreImage } from './images/restore-image.ts'
import { includeOf } from './include-of.ts'
import { findRestoreOfRun, type PlacedRestore, updateSafetyRun } from './queries.ts'
import { takeSafetyBackup } from './take-safety-backup.ts'

/** A safety backup is waited for with ever longer pauses: it takes from seconds to hours. */
const shortestWaitMs = 2_000
const longestWaitMs = minuteMs
const lostPauseMs = 5 * minuteMs
/** An agent that is silent for so long is not waited for. */
const waitMs = 2 * hourMs

/** The next step of a restore: waits for its safety backup, then hands it to the target's agent, or to the provider. Safe to run twice. */
export const continueRestore = async (ctx: Context, input: { run_id: string }, job?: RunningJob): Promise<void> => {
  try {
    await takeStep(ctx, input)
  } catch (error) {
    // Whatever went wrong here, a restore is never forgotten half done: its server would take no other, and no backup.
    if (job?.last_attempt === true) await lookAgain(ctx, input, lostPauseMs)
    throw error
  }
}

const takeStep = async (ctx: Context, input: { run_id: string }): Promise<void> => {
  const found = await findRestoreOfRun(ctx.db, input.run_id)
  const run = await readRun(ctx, input)
  if (found === undefined || run === null || run.state === 'finished') return
  const { target_server_id } = found
  if (target_server_id === null) {
    await finishRun(ctx, { run_id: run.id, outcome: 'cancelled', error: targetGone })
    return
  }
  const restore = { ...found, target_server_id }
  if (restore.mode === 'new_server') return endNewServerRestore(ctx, restore, run)
  if ((await readCommand(ctx, input)) !== null) return
  const safety = restore.safety_run_id === null ? null : await readRun(ctx, { run_id: restore.safety_run_id })
  if (safety !== null && safety.state !== 'finished') return lookAgain(ctx, input, waitOf(ctx, safety))
  const point = await loadRecoveryPoint(ctx, restore)
  if (safety !== null && point.method === 'files' && !(await isWayBack(ctx, safety, restore, point))) {
    await takeOwnSafetyBackup(ctx, restore, point)
    return lookAgain(ctx, input, shortestWaitMs)
  }
  if (safety !== null && safety.outcome !== 'succeeded' && safety.outcome !== 'warning')
    await finishRun(ctx, { run_id: input.run_id, outcome: 'failed', error: noWayBack })
  else await (point.method === 'files' ? send(ctx, restore, point) : goOnWithImage(ctx, restore))
}

const lookAgain = async (ctx: Context, input: { run_id: string }, afterMs: number): Promise<void> => {
  const start_after = isoPlusMs(ctx.clock.now(), afterMs)
  await ctx.jobs.enqueue(ctx.db, continueRestoreTask, input, { start_after })
}

const waitOf = (ctx: Context, safety: { created_at: string }): number =>
  Math.min(longestWaitMs, Math.max(shortestWaitMs, (ctx.clock.nowMs() - Date.parse(safety.created_at)) / 10))

/** Its own backup is one, or else is none at all. One that was under way already is only if it went well and has what will be overwritten. */
const isWayBack = async (
  ctx: Context,
  safety: NonNullable<Awaited<ReturnType<typeof readRun>>>,
  restore: PlacedRestore,
  point: LoadedRecoveryPoint,
): Promise<boolean> => {
  if (safety.parent_run_id === restore.run_id) return true
  const orders = (await readCommand(ctx, { run_id: safety.id }))?.orders
  return safety.outcome === 'succeeded' && orders?.kind === 'backup' && coversPaths(orders.scope, pathsOf(point))
}

const pathsOf = (point: LoadedRecoveryPoint): string[] => PointFacts.parse(point.facts).paths

const takeOwnSafetyBackup = (ctx: Context, restore: PlacedRestore, point: LoadedRecoveryPoint): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const { run_id, target_server_id: server_id } = restore
    const own = await takeSafetyBackup(ctx, { run_id, server_id, paths: pathsOf(point) })
    await updateSafetyRun(ctx.db, run_id, own)
  })

const targetGone = { code: 'not_found', message: 'The server that it was to go to was removed. Restore it to another.' }

const noWayBack = {
  code: 'safety_backup_failed',
  message:
    'The safety backup before this restore did not succeed, so nothing was changed. Look at its run, or restore without one.',
}

const goOnWithImage = async (ctx: Context, restore: PlacedRestore): Promise<void> => {
  const { run_id } = restore
  if ((await beginRun(ctx, { run_id })) === null) return
  const pauseMs = await restoreImage(ctx, restore)
  if (pauseMs === null) return
  const start_after = isoPlusMs(ctx.clock.now(), pauseMs)
  await ctx.jobs.enqueue(ctx.db, continueRestoreTask, { run_id }, { start_after })
}

const send = (ctx: Context, restore: PlacedRestore, point: LoadedRecoveryPoint): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    if (point.repository_id === null) throw new Error(`${point.id} lies in no repository`)
    await sendCommand(ctx, {
      run_id: restore.run_id,
      server: await loadServer(ctx, { server_id: restore.target_server_id }),
      repository_id: point.repository_id,
      orders: {
        kind: 'restore',
        snapshot: point.ref,
        include: includeOf(restore),
        target: restore.target_path,
        overwrite: restore.overwrite,
        dry_run: restore.dry_run,
        verify: !restore.dry_run,
      },
      expires_at: isoPlusMs(ctx.clock.now(), waitMs),
    })
  })

import { readCommand } from '../agents/read-command.ts'
import { sendCommand } from '../agents/send-command.ts'
import { type Context, inTransaction } from '../context.ts'
import { hourMs, isoPlusMs } from '../lib/clock.ts'
import { type LoadedRecoveryPoint, loadRecoveryPoint } from '../recovery-points/load-recovery-point.ts'
import { beginRun } from '../runs/begin-run.ts'
import { finishRun } from '../runs/finish-run.ts'
import { readRun } from '../runs/read-run.ts'
import { loadServer } from '../servers/load-server.ts'
import { continueRestoreTask } from '../tasks.ts'
import { endNewServerRestore } from './images/end-new-server-restore.ts'
import { restoreImage } from './images/restore-image.ts'
import { includeOf } from './include-of.ts'
import { findRestoreOfRun, type PlacedRestore } from './queries.ts'

const lookAgainMs = 2_000
/** An agent that is silent for so long is not waited for. */
const waitMs = 2 * hourMs

/** The next step of a restore: waits for its safety backup, then hands it to the target's agent, or to the provider. Safe to run twice. */
export const continueRestore = async (ctx: Context, input: { run_id: string }): Promise<void> => {
  const found = await findRestoreOfRun(ctx.db, input.run_id)
  const run = await readRun(ctx, input)
  if (found === undefined || run === null || run.state === 'finished') return
  const { target_server_id } = found
  if (target_server_id === null) {
    await finishRun(ctx, { run_id: run.id, outcome: 'cancelled', error: targetGone })
    return
  }
  const restore = { ...found, target_server_id }
  if (restore.mode === 'new_server') return endNewServerRestore(ctx, run)
  if ((await readCommand(ctx, input)) !== null) return
  const safety = restore.safety_run_id === null ? null : await readRun(ctx, { run_id: restore.safety_run_id })
  if (safety !== null && safety.state !== 'finished') {
    const start_after = isoPlusMs(ctx.clock.now(), lookAgainMs)
    await ctx.jobs.enqueue(ctx.db, continueRestoreTask, input, { start_after })
    return
  }
  if (safety !== null && safety.outcome !== 'succeeded' && safety.outcome !== 'warning')
    await finishRun(ctx, { run_id: input.run_id, outcome: 'failed', error: noWayBack })
  else {
    const point = await loadRecoveryPoint(ctx, restore)
    await (point.method === 'files' ? send(ctx, restore, point) : goOnWithImage(ctx, restore))
  }
}

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

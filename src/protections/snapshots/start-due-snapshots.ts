import { type Context, inTransaction } from '../../context.ts'
import { AppError } from '../../lib/errors.ts'
import { nextBackup } from '../next-backup.ts'
import { updateNextRuns } from '../queries.ts'
import { type DueSnapshot, lockDueSnapshotsAcrossOrganizations } from './snapshot-queries.ts'
import { startSnapshot } from './start-snapshot.ts'

const batch = 200

/** Starts the snapshots that are due, each once however many workers look; times that were missed become one. */
export const startDueSnapshots = async (ctx: Context): Promise<{ started: number }> => {
  let started = 0
  for (;;) {
    const taken = await startBatch(ctx)
    started += taken.started
    if (taken.looked < batch) return { started }
  }
}

const startBatch = (ctx: Context): Promise<{ looked: number; started: number }> =>
  inTransaction(ctx, async (ctx) => {
    const now = ctx.clock.now()
    const due = await lockDueSnapshotsAcrossOrganizations(ctx.db, { now, limit: batch })
    await updateNextRuns(
      ctx.db,
      due.map((protection) => ({ id: protection.id, next_run_at: nextBackup(protection, now) })),
    )
    let started = 0
    for (const protection of due) if (await startOne(ctx, protection)) started += 1
    return { looked: due.length, started }
  })

const startOne = async (ctx: Context, { id, server_id, phase, has_open_order }: DueSnapshot): Promise<boolean> => {
  if (phase === 'paused' || has_open_order) return false
  try {
    await startSnapshot(ctx, { server_id, protection_id: id, purpose: 'schedule' })
    return true
  } catch (error) {
    // What stands in its way is shown by the RPO, and by the server itself; the next one may go.
    if (!(error instanceof AppError)) throw error
    ctx.log.warn({ server_id, code: error.code }, 'a snapshot that was due could not be started')
    return false
  }
}

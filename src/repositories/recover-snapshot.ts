import { inTransaction, type Services } from '../context.ts'
import { isoPlusMs, minuteMs } from '../lib/clock.ts'
import { AppError } from '../lib/errors.ts'
import { settleObjectsTask } from '../tasks.ts'
import { hasDamagedTrashSince, untrashSnapshot } from './journal-queries.ts'
import { findObject } from './object-queries.ts'
import { findRepositoryAcrossOrganizations } from './queries.ts'

/** The clocks of our processes differ a little, and another one may be about to purge it. */
const marginMs = 5 * minuteMs

/**
 * Brings a forgotten snapshot back while it is in the trash, and with it what maintenance has removed since. Throws snapshot_gone
 * after that, and repository_in_maintenance while a check or prune is under way. Safe to repeat.
 */
export const recoverSnapshot = (ctx: Services, input: { repository_id: string; snapshot: string }): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const { repository_id, snapshot: name } = input
    const now = ctx.clock.now()
    const not_purged_before = isoPlusMs(now, marginMs)
    if (await untrashSnapshot(ctx.db, { repository_id, name, not_purged_before, now })) {
      await ctx.jobs.enqueue(ctx.db, settleObjectsTask, { repository_id })
      return
    }
    const row = await findObject(ctx.db, { repository_id, type: 'snapshots', name })
    if (row === undefined || (row.purge_after !== null && row.purge_after <= not_purged_before))
      throw new AppError('snapshot_gone')
    if (row.trashed_at === null) return
    const maintenance_until =
      (await findRepositoryAcrossOrganizations(ctx.db, repository_id))?.maintenance_until ?? null
    if (maintenance_until !== null && maintenance_until > now) throw new AppError('repository_in_maintenance')
    if (await hasDamagedTrashSince(ctx.db, repository_id, row.trashed_at))
      throw new AppError('snapshot_gone', { message: damaged })
    throw new AppError('conflict', { message: 'The storage is still putting it away. Try again in a minute.' })
  })

const damaged =
  'Damaged parts were taken out of the repository since this backup was let go, and it may have needed them. Choose another recovery point.'

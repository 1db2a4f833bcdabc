import { inTransaction, type Services } from '../context.ts'
import { isoPlusMs, minuteMs } from '../lib/clock.ts'
import { AppError } from '../lib/errors.ts'
import { settleObjectsTask } from '../tasks.ts'
import { untrashSnapshot } from './journal-queries.ts'
import { findObject } from './object-queries.ts'

/** The clocks of our processes differ a little, and another one may be about to purge it. */
const marginMs = 5 * minuteMs

/** Brings a forgotten snapshot back while it is in the trash. Throws snapshot_gone after that. Safe to repeat. */
export const recoverSnapshot = (ctx: Services, input: { repository_id: string; snapshot: string }): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const { repository_id, snapshot: name } = input
    const not_purged_before = isoPlusMs(ctx.clock.now(), marginMs)
    if (await untrashSnapshot(ctx.db, { repository_id, name, not_purged_before })) {
      await ctx.jobs.enqueue(ctx.db, settleObjectsTask, { repository_id })
      return
    }
    const row = await findObject(ctx.db, { repository_id, type: 'snapshots', name })
    if (row === undefined || (row.purge_after !== null && row.purge_after <= not_purged_before))
      throw new AppError('snapshot_gone')
    if (row.trashed_at !== null) throw new AppError('conflict')
  })

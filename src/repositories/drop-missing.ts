import { inTransaction, type Services } from '../context.ts'
import { hourMs, isoPlusMs } from '../lib/clock.ts'
import { settleObjectsTask } from '../tasks.ts'
import { trashMissing } from './journal-queries.ts'
import { trashHours } from './schema.ts'

/** Takes objects that a scrub found missing out of the lists, so that restic does not count on them. Only under maintenance. */
export const dropMissing = (
  ctx: Services,
  { repository_id, type }: { repository_id: string; type: 'data' | 'index' },
): Promise<number> =>
  inTransaction(ctx, async (ctx) => {
    const now = ctx.clock.now()
    const purge_after = isoPlusMs(now, trashHours * hourMs)
    const dropped = await trashMissing(ctx.db, { repository_id, type, now, purge_after })
    // One that turns up again is brought back by whoever stores it anew, or by hand from the trash.
    if (dropped > 0) await ctx.jobs.enqueue(ctx.db, settleObjectsTask, { repository_id })
    return dropped
  })

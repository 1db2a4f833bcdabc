import { type Context, inTransaction } from '../context.ts'
import { isoPlusMs } from '../lib/clock.ts'
import { deployServerTask } from '../tasks.ts'
import { lockLeftOrdersAcrossOrganizations, updateOrderTaken } from './order-queries.ts'
import { giveUpAfterMs, lostMs } from './take-order.ts'

const mostAtOnce = 100

/** Servers that are being made and that nothing looks after any more, since their job was lost for good, are gone on with. */
export const resumeDeployments = (ctx: Context): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const now = ctx.clock.now()
    for (const { run_id } of await lockLeftOrdersAcrossOrganizations(ctx.db, isoPlusMs(now, -lostMs), mostAtOnce)) {
      // Due anew, so that the next sweep leaves it alone. Nothing of it is sent twice, should there be a job all the same.
      await updateOrderTaken(ctx.db, run_id, { now, until: isoPlusMs(now, giveUpAfterMs) })
      await ctx.jobs.enqueue(ctx.db, deployServerTask, { run_id, looks: 0 })
    }
  })

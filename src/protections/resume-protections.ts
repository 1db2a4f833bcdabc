import type { Context } from '../context.ts'
import { isoPlusMs, minuteMs } from '../lib/clock.ts'
import { reconcileProtectionTask } from '../tasks.ts'
import { listStuckAcrossOrganizations } from './queries.ts'

const stuckAfterMs = 10 * minuteMs

/** Takes up changes that nothing looks after any more, such as after a job that failed for good while the database was away. */
export const resumeProtections = async (ctx: Context): Promise<void> => {
  const stuck = await listStuckAcrossOrganizations(ctx.db, isoPlusMs(ctx.clock.now(), -stuckAfterMs), 1_000)
  await ctx.jobs.enqueueMany(
    ctx.db,
    reconcileProtectionTask,
    stuck.map(({ id }) => ({ protection_id: id })),
  )
}

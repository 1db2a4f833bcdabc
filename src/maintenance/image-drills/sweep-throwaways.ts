import type { Context } from '../../context.ts'
import { dayMs, isoPlusMs, minuteMs } from '../../lib/clock.ts'
import { imageDrillTask } from '../../tasks.ts'
import { deleteOldThrowawaysAcrossOrganizations, listLeftAcrossOrganizations } from './queries.ts'

const untouchedMs = 10 * minuteMs
const keptMs = dayMs

/** Goes on with drills that a crash left, so that none of their servers stays. */
export const sweepThrowaways = async (ctx: Context): Promise<{ left: number }> => {
  const now = ctx.clock.now()
  const left = await listLeftAcrossOrganizations(ctx.db, isoPlusMs(now, -untouchedMs), 100)
  for (const { run_id } of left) await ctx.jobs.enqueue(ctx.db, imageDrillTask, { run_id })
  await deleteOldThrowawaysAcrossOrganizations(ctx.db, isoPlusMs(now, -keptMs))
  return { left: left.length }
}

import type { Context } from '../../context.ts'
import { isoPlusMs, minuteMs } from '../../lib/clock.ts'
import { continueSnapshotTask } from '../../tasks.ts'
import { listOpenOrdersAcrossOrganizations } from './snapshot-queries.ts'

/** Longer than the longest pause between two looks. */
const lostMs = 10 * minuteMs

/** Snapshots whose job was lost for good are looked after again. */
export const resumeSnapshots = async (ctx: Context): Promise<void> => {
  for (const { run_id } of await listOpenOrdersAcrossOrganizations(ctx.db, isoPlusMs(ctx.clock.now(), -lostMs), 500))
    await ctx.jobs.enqueue(ctx.db, continueSnapshotTask, { run_id, looks: 0 })
}

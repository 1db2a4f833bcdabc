import type { Context } from '../context.ts'
import { isoPlusMs, minuteMs } from '../lib/clock.ts'
import { beginRun } from '../runs/begin-run.ts'
import { continueRestoreTask } from '../tasks.ts'
import { listLeftAcrossOrganizations } from './queries.ts'

/** Longer than the longest pause between two looks. */
const lostMs = 15 * minuteMs

/** Restores of images that nothing looks after any more, since their job was lost for good, are gone on with. */
export const resumeRestores = async (ctx: Context): Promise<void> => {
  // Begun anew it counts as looked after, so that the next sweep leaves it alone.
  for (const { run_id } of await listLeftAcrossOrganizations(ctx.db, isoPlusMs(ctx.clock.now(), -lostMs), 100))
    if ((await beginRun(ctx, { run_id })) !== null) await ctx.jobs.enqueue(ctx.db, continueRestoreTask, { run_id })
}

import type { Context } from '../../context.ts'
import { minuteMs } from '../../lib/clock.ts'
import { beginRun } from '../../runs/begin-run.ts'
import { listRunsLeft } from '../../runs/list-runs-left.ts'
import { keepImageTask } from '../../tasks.ts'

/** Longer than the longest pause between two looks. */
const lostMs = 15 * minuteMs

/** Backups on their way to a snapshot that nothing looks after any more, since their job was lost for good, are gone on with. */
export const resumeKeeps = async (ctx: Context): Promise<void> => {
  // Begun anew it counts as looked after, so that the next sweep leaves it alone.
  for (const run_id of await listRunsLeft(ctx, { kind: 'copy', untouched_ms: lostMs }))
    if ((await beginRun(ctx, { run_id })) !== null) await ctx.jobs.enqueue(ctx.db, keepImageTask, { run_id, looks: 0 })
}

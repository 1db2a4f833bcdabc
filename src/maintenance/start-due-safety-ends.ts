import type { Context } from '../context.ts'
import { listServersWithSafetyOver } from '../recovery-points/history/list-servers-with-safety-over.ts'
import { forgetSafetyImagesTask } from '../tasks.ts'

/** Lets snapshots from before a restore go whose time is over, one job for each server. */
export const startDueSafetyEnds = async (ctx: Context): Promise<void> => {
  const server_ids = await listServersWithSafetyOver(ctx)
  await ctx.jobs.enqueueMany(
    ctx.db,
    forgetSafetyImagesTask,
    server_ids.map((server_id) => ({ server_id })),
  )
}

import { type Context, inTransaction } from '../context.ts'
import { dayMs, isoPlusMs } from '../lib/clock.ts'
import { startRun } from '../runs/start-run.ts'
import { scrubRepositoryTask } from '../tasks.ts'
import { listToScrubAcrossOrganizations } from './queries.ts'

/** Damage must be found while an older backup is still kept. */
const everyMs = 7 * dayMs
const mostAtOnce = 1_000

/** Hourly: has stored objects hashed again that nobody looked at for a week. */
export const startDueScrubs = async (ctx: Context): Promise<{ started: number }> => {
  const scrubbed_before = isoPlusMs(ctx.clock.now(), -everyMs)
  const due = await listToScrubAcrossOrganizations(ctx.db, { scrubbed_before, limit: mostAtOnce })
  for (const { id: repository_id, server_id, server_name, organization_id } of due)
    await inTransaction(ctx, async (ctx) => {
      const run = await startRun(ctx, { kind: 'scrub', organization_id, server: { id: server_id, name: server_name } })
      await ctx.jobs.enqueue(ctx.db, scrubRepositoryTask, { repository_id, run_id: run.id })
    })
  return { started: due.length }
}

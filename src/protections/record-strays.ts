import { type Context, inTransaction } from '../context.ts'
import { isoPlusMs, minuteMs } from '../lib/clock.ts'
import { recordRecoveryPoint } from '../recovery-points/record-recovery-point.ts'
import { catalogueTask } from '../tasks.ts'
import { refreshServerFacts } from './facts/refresh-server-facts.ts'
import { listStraysAcrossOrganizations } from './queries.ts'
import { notAskedFor } from './record-snapshots.ts'

const batch = 500
/** What ended just now is still being worked into the records by its own run. */
const waitMs = 10 * minuteMs

/**
 * Makes recovery points of snapshots that no run recorded: of an agent that was lost after storing one, or of whoever had its
 * credential. They can be seen and restored, and count for nothing until somebody looks (DESIGN rule 12).
 */
export const recordStrays = async (ctx: Context): Promise<void> => {
  const before = isoPlusMs(ctx.clock.now(), -waitMs)
  const strays = await listStraysAcrossOrganizations(ctx.db, before, batch)
  for (const stray of strays)
    await inTransaction(ctx, async (ctx) => {
      const point = await recordRecoveryPoint(ctx, { ...stray, method: 'files', run_id: null, ...notAskedFor })
      await ctx.jobs.enqueue(ctx.db, catalogueTask, { recovery_point_id: point.id })
    })
  for (const server_id of new Set(strays.map((stray) => stray.server_id))) await refreshServerFacts(ctx, { server_id })
}

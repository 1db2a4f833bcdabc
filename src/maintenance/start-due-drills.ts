import type { Context } from '../context.ts'
import { dayMs, isoPlusMs } from '../lib/clock.ts'
import { listDueDrillsAcrossOrganizations } from './drill-queries.ts'
import { startDrill } from './start-drill.ts'

/** Every server's backups are proved at least this often. */
const everyMs = 14 * dayMs
/** Drills read whole backups: what is due is spread over the hours. */
const atOnce = 20

/** Starts the drills that are due: of the newest good backup of servers whose last drill was too long ago. */
export const startDueDrills = async (ctx: Context): Promise<{ started: number }> => {
  const before = isoPlusMs(ctx.clock.now(), -everyMs)
  const due = await listDueDrillsAcrossOrganizations(ctx.db, before, atOnce)
  for (const point of due) await startDrill(ctx, point)
  return { started: due.length }
}

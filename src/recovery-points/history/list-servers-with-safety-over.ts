import type { Context } from '../../context.ts'
import { hourMs, isoPlusMs } from '../../lib/clock.ts'
import { listServersWithSafetyOverAcrossOrganizations } from './history-queries.ts'

/** After a try that failed the provider, or a person, gets some time. */
const againMs = 6 * hourMs
const mostAtOnce = 500

/** Servers with a snapshot from before a restore that may go now, longest over first. For the system's own work. */
export const listServersWithSafetyOver = (ctx: Context): Promise<string[]> => {
  const now = ctx.clock.now()
  return listServersWithSafetyOverAcrossOrganizations(ctx.db, {
    now,
    tried_before: isoPlusMs(now, -againMs),
    limit: mostAtOnce,
  })
}

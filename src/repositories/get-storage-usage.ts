import type { Context } from '../context.ts'
import { dayMs, isoPlusMs } from '../lib/clock.ts'
import { loadServer } from '../servers/load-server.ts'
import type { StorageUsage } from './schema.ts'
import { findUsageNow, listUsageDays } from './usage-queries.ts'

/** What a server's backups take up now, and at the end of each day before. A day without a record is left out, never zero. */
export const getStorageUsage = async (
  ctx: Context,
  input: { server_id: string; days: number },
): Promise<StorageUsage> => {
  const server = await loadServer(ctx, input)
  const now = ctx.clock.now()
  const from = isoPlusMs(now, -(input.days - 1) * dayMs).slice(0, 10)
  const history = await listUsageDays(ctx.db, server.id, from)
  return { server_id: server.id, now: { at: now, ...(await findUsageNow(ctx.db, server.id)) }, history }
}

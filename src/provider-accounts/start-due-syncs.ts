import type { Context } from '../context.ts'
import { listDueAcrossOrganizations } from './queries.ts'
import { startSync } from './start-sync.ts'

/** Starts the syncs that are due, each in a transaction of its own. What is left over is due in a minute as well. */
export const startDueSyncs = async (ctx: Context): Promise<void> => {
  for (const { id } of await listDueAcrossOrganizations(ctx.db, ctx.clock.now(), 1_000))
    await startSync(ctx, { provider_account_id: id })
}

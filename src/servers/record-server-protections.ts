import { type Context, inTransaction } from '../context.ts'
import { publishEvent } from '../events/publish-event.ts'
import { notFound } from '../lib/errors.ts'
import { refreshDueFactsTask } from '../tasks.ts'
import { updateShownProtections } from './queries.ts'
import { requireServerLease } from './require-server-lease.ts'
import type { ServerProtection } from './schema.ts'
import type { ServerLease } from './take-server-lease.ts'

export type RecordedProtections = {
  server_id: string
  /** All of the server's, as they are now. */
  protections: readonly ServerProtection[]
  lease?: ServerLease
}

/**
 * Keeps beside a server how its protections stand. The flag `backups_enabled` follows from them here and nowhere else: it is
 * true exactly when one is observed on. Belongs in the transaction that changes them.
 */
export const recordServerProtections = (
  ctx: Context,
  input: RecordedProtections,
): Promise<{ backups_enabled: boolean }> =>
  inTransaction(ctx, async (ctx) => {
    if (input.lease !== undefined) await requireServerLease(ctx, input.lease)
    const backups_enabled = input.protections.some(({ observed_state }) => observed_state === 'on')
    const protections = JSON.stringify(input.protections)
    const server = await updateShownProtections(ctx.db, input.server_id, {
      protections,
      backups_enabled,
      now: ctx.clock.now(),
    })
    if (server === undefined) throw notFound()
    // What is not wanted any more is not waited for either.
    if (server.changed) await ctx.jobs.enqueue(ctx.db, refreshDueFactsTask, {})
    await publishEvent(ctx, {
      topic: 'server.changed',
      organization_id: server.organization_id,
      entity_id: input.server_id,
    })
    return { backups_enabled }
  })

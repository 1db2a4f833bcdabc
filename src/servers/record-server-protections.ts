import { type Context, inTransaction } from '../context.ts'
import { publishEvent } from '../events/publish-event.ts'
import { notFound } from '../lib/errors.ts'
import { lockServer, updateServer } from './queries.ts'
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
    const server = await lockServer(ctx.db, 'all', input.server_id)
    if (server === undefined) throw notFound()
    const now = ctx.clock.now()
    const backups_enabled = input.protections.some(({ observed_state }) => observed_state === 'on')
    await updateServer(ctx.db, server.id, {
      protections: JSON.stringify(input.protections),
      backups_enabled,
      backups_enabled_at: backups_enabled ? (server.backups_enabled_at ?? now) : null,
      updated_at: now,
    })
    await publishEvent(ctx, {
      topic: 'server.changed',
      organization_id: server.organization_id,
      entity_id: server.id,
    })
    return { backups_enabled }
  })

import { recordChange } from '../../audit/record-change.ts'
import { type Context, inTransaction, requireRole } from '../../context.ts'
import { notFound } from '../../lib/errors.ts'
import { loadServer } from '../../servers/load-server.ts'
import { applyRetentionTask } from '../../tasks.ts'
import { findProtectionOf, updateProtection } from '../queries.ts'
import type { Method } from '../schema.ts'
import type { ReleasedRetention } from './schema.ts'

/** A person lets retention go on although nothing succeeded for long. Warnings still hold it until each is acknowledged. */
export const releaseRetention = (
  ctx: Context,
  input: { server_id: string; method: Method },
): Promise<ReleasedRetention> =>
  inTransaction(ctx, async (ctx) => {
    const server = await loadServer(ctx, { server_id: input.server_id, lock: true })
    requireRole(ctx.caller, server.organization_id, 'manager')
    const protection = await findProtectionOf(ctx.db, server.id, input.method)
    if (protection === undefined) throw notFound()
    const released_at = ctx.clock.now()
    await updateProtection(ctx.db, protection.id, { retention_released_at: released_at, updated_at: released_at })
    await recordChange(ctx, {
      action: 'protection.retention_released',
      organization_id: server.organization_id,
      target: { id: protection.id, name: server.name },
      before: { retention_held: protection.retention_held },
      after: { retention_released_at: released_at },
    })
    await ctx.jobs.enqueue(ctx.db, applyRetentionTask, { protection_id: protection.id })
    return { released_at }
  })

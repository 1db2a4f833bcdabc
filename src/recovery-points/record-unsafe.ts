import { type Context, inTransaction } from '../context.ts'
import { publishEvent } from '../events/publish-event.ts'
import { loadServer } from '../servers/load-server.ts'
import { applyRetentionTask } from '../tasks.ts'
import type { FilePoint } from './file-queries.ts'
import { updateToUnsafe } from './queries.ts'
import { unsafeWarning } from './schema.ts'

/**
 * A snapshot names what no machine can: it counts as a warning from here on, takes no good one's place, and retention waits until
 * somebody has looked.
 */
export const recordUnsafe = (ctx: Context, { point, message }: { point: FilePoint; message: string }): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const warning = JSON.stringify({ code: unsafeWarning, message })
    const changed = await updateToUnsafe(ctx.db, point.id, warning, ctx.clock.now())
    if (changed === undefined) return
    ctx.log.warn({ repository_id: point.repository_id, snapshot: point.ref }, 'a backup names files as no machine can')
    const { organization_id } = await loadServer(ctx, { server_id: point.server_id })
    await publishEvent(ctx, { topic: 'recovery_point.changed', organization_id, entity_id: point.id })
    if (changed.protection_id !== null)
      await ctx.jobs.enqueue(ctx.db, applyRetentionTask, { protection_id: changed.protection_id })
  })

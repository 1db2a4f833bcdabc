import { recordChange } from '../audit/record-change.ts'
import { type Context, inTransaction, requireRole } from '../context.ts'
import { publishEvent } from '../events/publish-event.ts'
import { dayMs, isoPlusMs } from '../lib/clock.ts'
import { AppError } from '../lib/errors.ts'
import { recoverSnapshot } from '../repositories/recover-snapshot.ts'
import { applyRetentionTask, catalogueTask } from '../tasks.ts'
import { loadRecoveryPoint } from './load-recovery-point.ts'
import { updateToRecovered } from './queries.ts'
import type { RecoveryPoint } from './schema.ts'
import { toRecoveryPoint } from './to-recovery-point.ts'

/** Time enough to restore from it, or to change the rules that let it go. */
const keptMs = 7 * dayMs

/**
 * Brings a backup that retention let go back from the trash, where it lies for three days. Retention keeps it for a week from
 * now, whatever the rules say. Repeating it changes nothing more. Throws snapshot_gone when its time is over.
 */
export const recoverRecoveryPoint = (ctx: Context, input: { recovery_point_id: string }): Promise<RecoveryPoint> =>
  inTransaction(ctx, async (ctx) => {
    const point = await loadRecoveryPoint(ctx, input)
    requireRole(ctx.caller, point.organization_id, 'manager')
    if (point.state === 'available') return toRecoveryPoint(point, ctx.clock.now())
    const { repository_id, ref: snapshot } = point
    if (repository_id === null) throw new AppError('method_unavailable', { message: images })
    if (point.state === 'gone') throw new AppError('snapshot_gone')
    await recoverSnapshot(ctx, { repository_id, snapshot })
    const at = ctx.clock.now()
    const kept_until = isoPlusMs(at, keptMs)
    const changed = await updateToRecovered(ctx.db, point.id, { at, kept_until })
    if (changed === undefined) return toRecoveryPoint(await loadRecoveryPoint(ctx, input), ctx.clock.now())
    await recordChange(ctx, {
      action: 'recovery_point.recovered',
      organization_id: point.organization_id,
      target: { id: point.id, name: `backup of ${point.taken_at}` },
      before: { state: 'forgotten', forgotten_at: point.forgotten_at },
      after: { state: 'available', kept_until },
    })
    const { organization_id, protection_id } = point
    await publishEvent(ctx, { topic: 'recovery_point.changed', organization_id, entity_id: point.id })
    await ctx.jobs.enqueue(ctx.db, catalogueTask, { recovery_point_id: point.id })
    // It also brings what the server's page shows up to date.
    if (protection_id !== null) await ctx.jobs.enqueue(ctx.db, applyRetentionTask, { protection_id })
    return toRecoveryPoint(await loadRecoveryPoint(ctx, input), ctx.clock.now())
  })

const images = 'Images that a provider has removed cannot be brought back. Choose another recovery point.'

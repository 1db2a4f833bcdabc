import { recordChange } from '../audit/record-change.ts'
import { type Context, inTransaction, requireRole } from '../context.ts'
import { applyRetentionTask } from '../tasks.ts'
import { loadRecoveryPoint } from './load-recovery-point.ts'
import { needsLook } from './needs-look.ts'
import { updateToAcknowledged } from './queries.ts'
import type { AcknowledgeInput, RecoveryPoint } from './schema.ts'
import { toRecoveryPoint } from './to-recovery-point.ts'

/**
 * Somebody looked at a recovery point with a warning, or at one that nobody asked for: it holds retention up no longer. It
 * still takes no good one's place. Where there is nothing to acknowledge, nothing changes.
 */
export const acknowledgeRecoveryPoint = (
  ctx: Context,
  input: AcknowledgeInput & { recovery_point_id: string },
): Promise<RecoveryPoint> =>
  inTransaction(ctx, async (ctx) => {
    const point = await loadRecoveryPoint(ctx, input)
    requireRole(ctx.caller, point.organization_id, 'manager')
    const and_older = input.and_older === true
    if (!needsLook(point) && !and_older) return toRecoveryPoint(point, ctx.clock.now())
    const change = { and_older, at: ctx.clock.now(), by: ctx.caller.name }
    const changed = await updateToAcknowledged(ctx.db, point, change)
    if (changed.length === 0) return toRecoveryPoint(point, ctx.clock.now())
    await recordChange(ctx, {
      action: 'recovery_point.acknowledged',
      organization_id: point.organization_id,
      target: { id: point.id, name: `backup of ${point.taken_at}` },
      before: { warning: point.warning, run_id: point.run_id },
      after: { acknowledged: changed.length },
    })
    for (const protection_id of new Set(changed.flatMap((row) => row.protection_id ?? [])))
      await ctx.jobs.enqueue(ctx.db, applyRetentionTask, { protection_id })
    return toRecoveryPoint(await loadRecoveryPoint(ctx, input), ctx.clock.now())
  })

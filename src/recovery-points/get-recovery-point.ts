import type { Context } from '../context.ts'
import { loadRecoveryPoint } from './load-recovery-point.ts'
import type { RecoveryPoint } from './schema.ts'
import { toRecoveryPoint } from './to-recovery-point.ts'

/** One recovery point of the caller's servers; throws not_found for all others. */
export const getRecoveryPoint = async (ctx: Context, input: { recovery_point_id: string }): Promise<RecoveryPoint> =>
  toRecoveryPoint(await loadRecoveryPoint(ctx, input), ctx.clock.now())

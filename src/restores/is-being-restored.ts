import type { Context } from '../context.ts'
import { isOpenRestoreOf } from './queries.ts'

/** Whether a restore from the recovery point waits or runs. For the system's own work. */
export const isBeingRestored = (ctx: Context, input: { recovery_point_id: string }): Promise<boolean> =>
  isOpenRestoreOf(ctx.db, input.recovery_point_id)

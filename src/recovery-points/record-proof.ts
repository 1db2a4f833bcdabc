import type { Context } from '../context.ts'
import { updateToProven } from './queries.ts'

/** A drill restored this recovery point and found it whole. Belongs in the transaction that keeps the evidence. */
export const recordProof = async (ctx: Context, input: { recovery_point_id: string; at: string }): Promise<void> => {
  await updateToProven(ctx.db, input.recovery_point_id, input.at)
}

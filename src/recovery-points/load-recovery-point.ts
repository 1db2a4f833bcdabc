import { type Context, scopeOf } from '../context.ts'
import { notFound } from '../lib/errors.ts'
import { findPoint, type OwnedPointRow } from './queries.ts'

/** All columns, with the organization of its server. */
export type LoadedRecoveryPoint = OwnedPointRow

/** A recovery point of the caller's with all its columns, for verbs. Throws not_found for all others. */
export const loadRecoveryPoint = async (
  ctx: Context,
  input: { recovery_point_id: string },
): Promise<LoadedRecoveryPoint> => {
  const row = await findPoint(ctx.db, scopeOf(ctx.caller), input.recovery_point_id)
  if (row === undefined) throw notFound()
  return row
}

import type { Context } from '../../context.ts'
import { findPointByRef, type RecoveryPointRow } from '../queries.ts'
import { updateToClaimed } from './history-queries.ts'

export type Claim = {
  server_id: string
  /** The provider's id. */
  ref: string
  run_id: string
  /** Whose retention it falls under; null where none does. */
  protection_id: string | null
  /** When it is let go where no rule keeps it; null: never. */
  expires_at: string | null
  /** The way back from a restore. */
  safety: boolean
}

/** A snapshot that was read from the provider was made by this run of ours. Resolves with its record. */
export const claimImage = async (ctx: Context, { server_id, ref, ...claim }: Claim): Promise<RecoveryPointRow> => {
  const point = await findPointByRef(ctx.db, { server_id, method: 'snapshot', ref })
  if (point === undefined) throw new Error(`snapshot ${ref} of ${server_id} was read and is not on record`)
  if (point.run_id !== null) return point
  await updateToClaimed(ctx.db, point.id, claim, ctx.clock.now())
  return { ...point, ...claim }
}

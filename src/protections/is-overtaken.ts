import type { Context } from '../context.ts'
import type { Looked, Working } from './look-at-server.ts'
import { findStanding } from './queries.ts'

/**
 * Whether something came between the look and what is about to be written of it: another wish, or a newer reading of the
 * server that shows something else. Then nothing is written, and the step is decided anew. Asked in the transaction that holds
 * the server's row, as all who write wishes or readings do.
 */
export const isOvertaken = async (ctx: Context, work: Working & Partial<Pick<Looked, 'looked_at'>>): Promise<boolean> => {
  const { protection, looked_at } = work
  const now = await findStanding(ctx.db, protection.id)
  if (now === undefined) return true
  if (now.desired_state !== protection.desired_state || now.run_id !== protection.run_id) return true
  return looked_at !== undefined && now.server_observed_at !== null && now.server_observed_at > looked_at
}

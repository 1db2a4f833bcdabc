import type { Context } from '../context.ts'
import { observeServer } from '../servers/observe-server.ts'
import { requireServerLease } from '../servers/require-server-lease.ts'
import type { Looked, Working } from './look-at-server.ts'
import { findStanding } from './queries.ts'

/**
 * Keeps what the look showed, and tells whether a step may be written that was decided on it. It may not when something came
 * between: another wish, or a newer reading of the server. Then the step is decided anew. First in the transaction, which holds
 * the server's row from then on, as all who write wishes or readings do. Throws conflict when another has the lease.
 */
export const keepLook = async (ctx: Context, work: Working & Partial<Pick<Looked, 'look'>>): Promise<boolean> => {
  const { protection, lease, look } = work
  if (look === undefined) await requireServerLease(ctx, lease)
  else {
    const { observed_at } = await observeServer(ctx, { server_id: protection.server_id, lease, ...look })
    if (observed_at > look.observed_at) return false
  }
  const now = await findStanding(ctx.db, protection.id)
  return now?.desired_state === protection.desired_state && now.run_id === protection.run_id
}

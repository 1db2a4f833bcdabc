import type { Services } from '../context.ts'
import { AppError } from '../lib/errors.ts'
import { lockUnderLease, type ServerRow } from './queries.ts'
import type { ServerLease } from './take-server-lease.ts'

/**
 * The guard of every write that belongs to a change under a lease; first in the transaction. Holds the server's row until the
 * end of it, and resolves with it. Throws conflict when the lease was released, or another took it: what this one wants to write is then out of date.
 */
export const requireServerLease = async (services: Services, lease: ServerLease): Promise<ServerRow> => {
  if (!services.db.isTransaction)
    throw new Error('A lease is only worth checking in the transaction that writes under it.')
  const server = await lockUnderLease(services.db, lease.server_id, lease.fence)
  if (server === undefined)
    throw new AppError('conflict', {
      message: 'Another change of this server came in between. Load its current state.',
    })
  return server
}

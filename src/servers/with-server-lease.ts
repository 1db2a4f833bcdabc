import type { Services } from '../context.ts'
import { releaseServerLease } from './release-server-lease.ts'
import { type LeaseRequest, type TakenLease, takeServerLease } from './take-server-lease.ts'

/**
 * Does work that changes a server at its provider: take the lease, read, decide, act, read again (DESIGN rule 10). The lease is
 * a row with a fencing number, committed before the work begins, so no transaction is open over a provider's call. Throws server_busy.
 */
export const withServerLease = async <T>(
  services: Services,
  input: LeaseRequest,
  work: (lease: TakenLease) => Promise<T>,
): Promise<T> => {
  if (services.db.isTransaction)
    throw new Error(
      'A lease taken inside a transaction is seen by nobody else. Declare the route with commits_in_steps.',
    )
  const lease = await takeServerLease(services, input)
  try {
    return await work(lease)
  } finally {
    await releaseServerLease(services, lease).catch((error: unknown) =>
      services.log.warn(
        { err: error, server_id: lease.server_id },
        'A lease was not given back. It ends by itself when its time is up.',
      ),
    )
  }
}

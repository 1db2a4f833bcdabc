import type { Services } from '../context.ts'
import { toIso } from '../lib/clock.ts'
import { AppError } from '../lib/errors.ts'
import { renewLease } from './queries.ts'
import type { ServerLease } from './take-server-lease.ts'

/** Holds the lease for longer. Throws conflict when another has it by now: then stop, and change nothing more. */
export const renewServerLease = async (services: Services, lease: ServerLease & { ttl_ms: number }): Promise<void> => {
  const until = toIso(services.clock.nowMs() + lease.ttl_ms)
  if ((await renewLease(services.db, lease.server_id, lease.fence, until)) === undefined) throw new AppError('conflict')
}

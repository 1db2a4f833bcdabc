import type { Services } from '../context.ts'
import { releaseLease } from './queries.ts'
import type { ServerLease } from './take-server-lease.ts'

/** Gives the lease back; nothing happens when another has it by now. Inside a transaction it is free when that commits. */
export const releaseServerLease = async (services: Services, lease: ServerLease): Promise<void> => {
  await releaseLease(services.db, lease.server_id, lease.fence)
}

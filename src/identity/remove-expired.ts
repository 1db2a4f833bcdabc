import type { Services } from '../context.ts'
import { deleteExpiredIdentity } from './queries.ts'

/** Forgets sessions, links and half-finished sign-ins whose time is over. */
export const removeExpired = (services: Services): Promise<void> =>
  deleteExpiredIdentity(services.db, services.clock.now())

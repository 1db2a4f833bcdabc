import type { Services } from '../context.ts'
import { dayMs, toIso } from '../lib/clock.ts'
import { deleteEventsBefore } from './queries.ts'

/** Forgets events older than a day; a page that was away longer loads everything anew. */
export const removeOldEvents = async (services: Services): Promise<void> => {
  await deleteEventsBefore(services.db, toIso(services.clock.nowMs() - dayMs))
}

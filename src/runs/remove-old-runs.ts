import type { Services } from '../context.ts'
import { dayMs, isoPlusMs } from '../lib/clock.ts'
import { deleteRoutineRunsAcrossOrganizations } from './queries.ts'

const keptDays = 30

/** Forgets syncs that ended well long ago: there is one every quarter of an hour, and what they found stands elsewhere. */
export const removeOldRuns = async (services: Services): Promise<void> => {
  await deleteRoutineRunsAcrossOrganizations(services.db, isoPlusMs(services.clock.now(), -keptDays * dayMs))
}

import type { Services } from '../context.ts'
import { upsertLocationDays, upsertUsageAcrossOrganizations } from './usage-queries.ts'

/** Hourly: keeps what each repository and each storage location holds as the record of this day (UTC). Its last hour is what stays. */
export const recordUsage = async ({ db, clock }: Services): Promise<void> => {
  const day = clock.now().slice(0, 10)
  await upsertUsageAcrossOrganizations(db, day)
  await upsertLocationDays(db, day)
}

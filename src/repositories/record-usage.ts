import type { Services } from '../context.ts'
import { upsertUsageAcrossOrganizations } from './usage-queries.ts'

/** Hourly: keeps what each repository holds as the record of this day (UTC). Its last hour is what stays. */
export const recordUsage = ({ db, clock }: Services): Promise<void> =>
  upsertUsageAcrossOrganizations(db, clock.now().slice(0, 10))

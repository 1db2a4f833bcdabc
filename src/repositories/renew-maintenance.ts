import type { Services } from '../context.ts'
import { isoPlusMs } from '../lib/clock.ts'
import { extendMaintenance } from './queries.ts'

/** False when the lease ended: the run must stop, since others may write by now. */
export const renewMaintenance = (
  { db, clock }: Services,
  input: { repository_id: string; run_id: string; ttl_seconds: number },
): Promise<boolean> => {
  const now = clock.now()
  const { repository_id, run_id, ttl_seconds } = input
  return extendMaintenance(db, { repository_id, run_id, now, until: isoPlusMs(now, ttl_seconds * 1_000) })
}

import type { Services } from '../context.ts'
import { extendMaintenance } from './queries.ts'

/** Others may write again. Does nothing when the lease is another run's by now. */
export const endMaintenance = async (
  { db, clock }: Services,
  input: { repository_id: string; run_id: string },
): Promise<void> => {
  await extendMaintenance(db, { ...input, now: clock.now(), until: null })
}

import type { Services } from '../context.ts'
import { updateRepository } from './queries.ts'

/** Keeps at a repository what its last check found, and when it was last pruned. */
export const recordMaintenance = async (
  { db, clock }: Services,
  input: { repository_id: string; checked?: 'passed' | 'failed'; pruned?: true },
): Promise<void> => {
  const now = clock.now()
  await updateRepository(db, input.repository_id, {
    ...(input.checked === undefined ? {} : { last_checked_at: now, last_check_outcome: input.checked }),
    ...(input.pruned === undefined ? {} : { last_pruned_at: now }),
    updated_at: now,
  })
}

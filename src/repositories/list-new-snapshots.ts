import type { Services } from '../context.ts'
import { listSnapshotsOfRun } from './object-queries.ts'

export type NewSnapshot = Awaited<ReturnType<typeof listSnapshotsOfRun>>[number]

/** What a run saved in a repository, by the journal: the snapshots written under its credentials, with the time we received them. */
export const listNewSnapshots = (
  { db }: Services,
  input: { repository_id: string; run_id: string },
): Promise<NewSnapshot[]> => listSnapshotsOfRun(db, input.repository_id, input.run_id)

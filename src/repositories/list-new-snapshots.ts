import type { Services } from '../context.ts'
import { listSnapshotsOfCredential } from './object-queries.ts'
import { findCredential } from './queries.ts'

/** What a run saved, by the journal: the snapshots written under its credential, with the time we received them. */
export const listNewSnapshots = async (
  { db }: Services,
  input: { credential_id: string },
): Promise<{ name: string; received_at: string; bytes: number }[]> => {
  const credential = await findCredential(db, input.credential_id)
  if (credential === undefined) return []
  return listSnapshotsOfCredential(db, credential.repository_id, credential.id)
}

import type { Services } from '../context.ts'
import { isoPlusMs } from '../lib/clock.ts'
import { extendCredential } from './queries.ts'

/** False when it was revoked, its time had ended, or another run has the repository for maintenance: then the run is over. */
export const renewCredential = (
  { db, clock }: Services,
  input: { credential_id: string; ttl_seconds: number },
): Promise<boolean> => {
  const now = clock.now()
  return extendCredential(db, input.credential_id, { now, expires_at: isoPlusMs(now, input.ttl_seconds * 1_000) })
}

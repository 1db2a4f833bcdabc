import { timingSafeEqual } from 'node:crypto'
import type { Services } from '../context.ts'
import { hashToken } from '../lib/secrets.ts'
import type { ObjectRef } from '../storage/object-store.ts'
import { findVisit, type VisitRow } from './journal-queries.ts'

export type VisitorRefusal = 'unknown_credential' | 'other_repository'

/** Who asks, with which rights, and what the journal says of the object it asks for: one round trip to the database. */
export const visitRepository = async (
  { db, clock }: Services,
  input: { repository_id: string; credential_id: string; secret: string; ref: ObjectRef | null },
): Promise<VisitRow | VisitorRefusal> => {
  const row = await findVisit(db, input.credential_id, input.ref)
  if (row === undefined || !isSame(row.secret_hash, hashToken(input.secret))) return 'unknown_credential'
  if (row.revoked_at !== null || row.expires_at <= clock.now()) return 'unknown_credential'
  return row.repository_id === input.repository_id ? row : 'other_repository'
}

const isSame = (a: string, b: string) => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))

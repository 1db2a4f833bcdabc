import type { ObjectType } from '../storage/object-store.ts'
import type { VisitRow } from './journal-queries.ts'

export type WriteRefusal = 'unknown_credential' | 'in_maintenance' | 'no_lease' | 'quota_exceeded'

/** Why the journal would not write, in the words of its own statement; null when nothing stands against it. */
export const refusalOf = (
  visit: VisitRow | undefined,
  wish: { type: ObjectType; bytes: number; now: string },
): WriteRefusal | null => {
  const { type, bytes, now } = wish
  if (visit === undefined || visit.revoked_at !== null || visit.expires_at <= now) return 'unknown_credential'
  const isHeld = visit.maintenance_until !== null && visit.maintenance_until > now
  if (visit.rights === 'maintenance') return isHeld && visit.maintenance_run_id === visit.run_id ? null : 'no_lease'
  if (isHeld) return 'in_maintenance'
  if (type === 'locks' || visit.quota_bytes === null) return null
  return visit.repository_bytes + bytes > visit.quota_bytes ? 'quota_exceeded' : null
}

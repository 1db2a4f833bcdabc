import type { EnrolmentRow } from './queries.ts'
import type { Enrolment } from './schema.ts'

/** A row as the API shows it. */
export const toEnrolment = (row: EnrolmentRow, now: string): Enrolment => {
  const { token_hash, created_by_name, revoked_at, ...shown } = row
  return { ...shown, created_by: created_by_name, state: stateOf(row, now) }
}

const stateOf = (row: EnrolmentRow, now: string): Enrolment['state'] => {
  if (row.used_at !== null) return 'used'
  if (row.revoked_at !== null) return 'revoked'
  return row.expires_at <= now ? 'expired' : 'waiting'
}

import { RetentionRules } from '../../recovery-points/retention/schema.ts'
import type { ProtectionRow } from '../queries.ts'

/** A protection's own rules; without them those of its plan: one a day, for as many days as it promises. */
export const rulesOf = (row: Pick<ProtectionRow, 'retention' | 'retention_days'>): RetentionRules => {
  if (row.retention !== null) return RetentionRules.parse(row.retention)
  return row.retention_days === null ? {} : { daily: row.retention_days }
}

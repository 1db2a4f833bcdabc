import { z } from 'zod'
import { isExpired } from './is-expired.ts'
import { needsLook } from './needs-look.ts'
import type { RecoveryPointRow } from './queries.ts'
import { PointDamage, PointFacts, PointWarning, type RecoveryPoint } from './schema.ts'

/** The row as the API shows it. */
export const toRecoveryPoint = (row: RecoveryPointRow, now: string): RecoveryPoint => ({
  id: row.id,
  server_id: row.server_id,
  protection_id: row.protection_id,
  method: row.method,
  source: row.source,
  ref: row.ref,
  run_id: row.run_id,
  taken_at: row.taken_at,
  state: row.state,
  outcome: row.outcome,
  warning: PointWarning.nullable().parse(row.warning),
  needs_look: needsLook(row),
  acknowledged_at: row.acknowledged_at,
  acknowledged_by: row.acknowledged_by,
  size_bytes: row.size_bytes,
  added_bytes: row.added_bytes,
  file_count: row.file_count,
  paths: PointFacts.parse(row.facts).paths,
  kept_because: z.array(z.string()).nullable().parse(row.kept_because),
  expires_at: row.expires_at,
  expired: isExpired(row, now),
  missing_since: row.missing_since,
  forgotten_at: row.forgotten_at,
  purge_after: row.purge_after,
  kept_until: row.kept_until,
  proven_at: row.proven_at,
  damage: PointDamage.nullable().parse(row.damage),
  browsable: row.catalogued_at !== null && row.state === 'available',
  created_at: row.created_at,
})

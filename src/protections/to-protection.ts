import { isDrift } from './is-drift.ts'
import type { ProtectionRow } from './queries.ts'
import { type Protection, Reason } from './schema.ts'

/** The row as the API shows it. */
export const toProtection = (row: ProtectionRow): Protection => ({
  id: row.id,
  server_id: row.server_id,
  method: row.method,
  desired_state: row.desired_state,
  observed_state: row.observed_state,
  observed_at: row.observed_at,
  phase: row.phase,
  reason: row.reason === null ? null : Reason.parse(row.reason),
  drift: isDrift(row),
  plan_id: row.plan_id,
  retention_days: row.retention_days,
  run_id: row.run_id,
  beyond_subscription: row.beyond_subscription,
  created_at: row.created_at,
  updated_at: row.updated_at,
})

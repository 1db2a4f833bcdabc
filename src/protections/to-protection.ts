import { BackupScope } from '../agent-protocol/messages.ts'
import { RetentionRules } from '../recovery-points/retention/schema.ts'
import { isDrift } from './is-drift.ts'
import type { ProtectionRow } from './queries.ts'
import { RunSchedule } from './schedule/schema.ts'
import { Protection, Reason } from './schema.ts'

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
  ...settingsOf(row),
  next_run_at: row.next_run_at,
  retention_held: Protection.shape.retention_held.parse(row.retention_held),
  beyond_subscription: row.beyond_subscription,
  created_at: row.created_at,
  updated_at: row.updated_at,
})

/** Of the provider's own backups the schedule has a shape of its own, which the server shows. */
const settingsOf = (row: ProtectionRow): Pick<Protection, 'schedule' | 'retention' | 'settings'> => {
  if (row.method === 'native') return { schedule: null, retention: null, settings: null }
  return {
    schedule: RunSchedule.nullable().parse(row.schedule),
    retention: RetentionRules.nullable().parse(row.retention),
    settings: BackupScope.nullable().parse(row.settings),
  }
}

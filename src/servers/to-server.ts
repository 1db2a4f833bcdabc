import type { Caller } from '../context.ts'
import type { ServerRow } from './queries.ts'
import { NativeScheduleShape, type Server, ServerProtection, ServerProvider, ServerStrip } from './schema.ts'

/** A row as the API shows it to this caller. */
export const toServer = (row: ServerRow, caller: Caller): Server => ({
  ...columnsOf(row),
  ...factsOfAccount(row, caller),
})

/** What the operators pay, and with which account, is theirs alone. */
const factsOfAccount = (row: ServerRow, caller: Caller): Pick<Server, 'provider_account_id' | 'price'> => {
  if (!caller.operator && row.account_organization_id === null) return { provider_account_id: null, price: null }
  const { provider_account_id, price_minor, currency } = row
  const price = price_minor === null || currency === null ? null : { amount_minor: price_minor, currency }
  return { provider_account_id, price }
}

const columnsOf = (row: ServerRow): Omit<Server, 'provider_account_id' | 'price'> => ({
  id: row.id,
  name: row.name,
  organization_id: row.organization_id,
  organization_name: row.organization_name,
  provider: ServerProvider.parse(row.provider),
  provider_ref: row.provider_ref,
  plan_type: row.plan_type,
  region: row.region,
  size: row.size,
  status: row.missing_since === null ? row.status : 'missing',
  provider_status: row.provider_status,
  locked: row.locked,
  critical: row.critical,
  health_port: row.health_port,
  health_ping: row.health_ping,
  backups_enabled: row.backups_enabled,
  backups_enabled_at: row.backups_enabled_at,
  protections: ServerProtection.array().parse(row.protections),
  native: {
    state: row.native_state,
    schedule: NativeScheduleShape.nullable().parse(row.native_schedule),
    managed_in_panel: row.managed_in_panel,
    next_at: row.native_next_at,
  },
  rpo_status: row.rpo_status,
  drill_status: drillStatusOf(row.posture),
  last_backup_at: row.last_backup_at,
  storage_bytes: row.storage_bytes,
  recovery_points: row.native_points + row.snapshot_points + row.file_points,
  strip: ServerStrip.nullable().parse(row.strip),
  missing_since: row.missing_since,
  last_seen_at: row.last_seen_at,
  created_at: row.created_at,
  updated_at: row.updated_at,
})

const drillStatusOf = (posture: readonly string[]): Server['drill_status'] => {
  if (posture.includes('drill_failed')) return 'failed'
  return posture.includes('drill_passed') ? 'passed' : 'untested'
}

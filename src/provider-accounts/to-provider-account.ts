import type { findAccount } from './queries.ts'
import { type ProviderAccount, ProviderName, RateLimit, Scope } from './schema.ts'

type Row = NonNullable<Awaited<ReturnType<typeof findAccount>>>

/** A row as the API shows it: credentials stay inside. */
export const toProviderAccount = (row: Row): ProviderAccount => ({
  id: row.id,
  organization_id: row.organization_id,
  provider: ProviderName.parse(row.provider),
  label: row.label,
  endpoint: row.endpoint,
  status: row.status,
  status_reason: row.status_reason,
  account_name: row.account_name,
  scopes: Scope.array().parse(row.scopes),
  rate_limit: RateLimit.nullable().parse(row.rate_limit),
  checked_at: row.checked_at,
  server_count: row.server_count,
  protected_count: row.protected_count,
  last_sync_run_id: row.last_sync_run_id,
  last_synced_at: row.last_synced_at,
  last_complete_at: row.last_complete_at,
  created_at: row.created_at,
  updated_at: row.updated_at,
})

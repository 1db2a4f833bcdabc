export type ProviderSummary = {
  name: string
  label: string
  credential_fields: { name: string; label: string; secret: boolean; help: string }[]
  can_create_servers: boolean
  /** A server's page in the provider's panel, `{ref}` standing for its id there. */
  panel_url: string
  native: NativeSummary | null
}

/** What a provider's own backups can do there. */
export type NativeSummary = {
  can_disable: boolean
  disable_destroys: boolean
  enabling_is_a_purchase: boolean
  schedules: ('day' | 'week')[]
  hours: number[]
  retention_days: number | { day: number; week: number }
  can_list: boolean
  can_restore_in_place: boolean
  can_restore_to_new: boolean
}

export type ProviderScope = { name: string; granted: boolean | null; needed_for: string }

export type ProviderAccountStatus = 'ok' | 'unauthorized' | 'unreachable' | 'unchecked'

export type RateLimitState = { limit: number | null; remaining: number | null; blocked_until: string | null }

export type ProviderAccount = {
  id: string
  /** Null: the operators' own. */
  organization_id: string | null
  provider: string
  label: string
  endpoint: string | null
  status: ProviderAccountStatus
  status_reason: string | null
  account_name: string | null
  scopes: ProviderScope[]
  /** How much of the provider's limit is left, where it tells. */
  rate_limit?: RateLimitState | null
  checked_at: string | null
  server_count: number
  protected_count: number
  last_sync_run_id: string | null
  last_synced_at: string | null
  last_complete_at: string | null
  created_at: string
  updated_at: string
}

export type ConnectProviderAccountInput = {
  provider: string
  label: string
  credentials: Record<string, string>
  endpoint?: string | null
  organization_id?: string | null
}

export type ChangeProviderAccountInput = {
  label?: string
  credentials?: Record<string, string>
  endpoint?: string | null
}

export type ProviderScope = { name: string; granted: boolean | null; needed_for: string }

export type ProviderAccountStatus = 'ok' | 'unauthorized' | 'unreachable' | 'unchecked'

export type RateLimitTold = { limit: number; remaining: number; resets_at: string | null }

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
  /** How many calls the provider still took at the end of the last sync; null where it never told. */
  rate_limit: RateLimitTold | null
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

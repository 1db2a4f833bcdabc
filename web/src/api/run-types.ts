import type { Reason } from './server-types.ts'

export type RunKind =
  | 'enable'
  | 'disable'
  | 'schedule'
  | 'sync'
  | 'backup'
  | 'restore'
  | 'drill'
  | 'forget'
  | 'prune'
  | 'check'
  | 'scrub'
  | 'copy'
  | 'deploy'
  | 'bulk'

export type RunState = 'queued' | 'running' | 'finished'

export type RunOutcome = 'succeeded' | 'warning' | 'failed' | 'cancelled' | 'expired'

export type Run = {
  id: string
  kind: RunKind
  /** Null for the operators' own, such as the sync of their account. */
  organization_id: string | null
  server_id: string | null
  /** As the server was named then. */
  server_name: string | null
  provider_account_id: string | null
  parent_run_id: string | null
  state: RunState
  outcome: RunOutcome | null
  progress: {
    kind: 'exact' | 'estimate' | 'none'
    percent?: number
    note?: string
    bytes_done?: number
    bytes_total?: number
    files_done?: number
    files_total?: number
    bytes_per_second?: number
    /** An estimate. */
    seconds_left?: number
    /** When it is expected to end, from the shortest and the longest of so many earlier ones. */
    expected?: {
      from_seconds: number
      to_seconds: number
      based_on: number
      of_server?: boolean
      bytes_least?: number
      bytes_most?: number
    }
    /** With `none`: how long earlier ones took, too few or too far apart to expect anything. */
    earlier?: { from_seconds: number; to_seconds: number; count: number }
    /** Of a restore: since when its server is seen not running. */
    down_since?: string
    current_file?: string
  }
  stats: Record<string, string | number | boolean | null>
  error: Reason | null
  requested_by: { kind: 'user' | 'api_key' | 'system' | 'anonymous'; id: string | null; name: string }
  cancel_requested_at: string | null
  started_at: string | null
  finished_at: string | null
  created_at: string
}

export type RunFilters = {
  organization_id?: string
  server_id?: string
  provider_account_id?: string
  parent_run_id?: string
  kind?: RunKind
  state?: RunState
  outcome?: RunOutcome
  since?: string
  until?: string
  /** Part of the name of a server or provider account, or a run's id. */
  q?: string
}

export type RunLogLine = { seq: number; at: string; level: 'info' | 'warning' | 'error'; message: string }

import type { Posture } from '../../../src/servers/schema.ts'
import type { Money } from '../format/format-money.ts'
import type { StripData } from '../ui/strip/strip-codes.ts'

export type Method = 'native' | 'snapshot' | 'files'

export type ProtectionPhase = 'idle' | 'enabling' | 'disabling' | 'paused' | 'needs_operator' | 'failed'

export type Reason = { code: string; message: string }

/** How one method of protecting a server stands. */
export type ServerProtection = {
  method: Method
  desired_state: 'on' | 'off'
  observed_state: 'on' | 'off' | 'unknown'
  phase: ProtectionPhase
  reason: Reason | null
  /** Desired and observed differ with nothing under way. */
  drift: boolean
  /** The plan whose place it takes. */
  plan_id: string | null
  retention_days: number | null
  /** It goes on although no place is paid for. */
  beyond_subscription: boolean
}

export type ServerStatus = 'running' | 'stopped' | 'provisioning' | 'error' | 'unknown' | 'missing'

export type Weekday = 'sunday' | 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday'

export type NativeSchedule = { every: 'day' | 'week'; weekday?: Weekday; hour?: number }

export type Server = {
  id: string
  name: string
  organization_id: string
  organization_name: string
  provider: string
  /** Null for members where the account is the operators' own. */
  provider_account_id: string | null
  /** The provider's id for it; null while it is being made. */
  provider_ref: string | null
  plan_type: string
  region: string | null
  size: string | null
  status: ServerStatus
  /** The provider's own word. */
  provider_status: string
  locked: boolean
  critical: boolean
  /** The TCP port on which it answers when it is well; null: none is set. */
  health_port: number | null
  /** It answers a ping when it is well. */
  health_ping: boolean
  backups_enabled: boolean
  backups_enabled_at: string | null
  protections: ServerProtection[]
  native: {
    state: 'on' | 'off' | 'unknown'
    schedule: NativeSchedule | null
    managed_in_panel: boolean
    next_at: string | null
  }
  rpo_status: 'met' | 'at_risk' | 'missed' | null
  /** `failed`: the newest drill of a kind of backup did not pass. */
  drill_status: 'passed' | 'failed' | 'untested'
  last_backup_at: string | null
  storage_bytes: number | null
  /** How many can be restored now, of all kinds. */
  recovery_points: number
  /** How the last 30 days went, a letter a day; null while nothing of it was recorded or is expected. */
  strip: StripData | null
  price: Money | null
  missing_since: string | null
  last_seen_at: string | null
  created_at: string
  updated_at: string
}

export type ServerSort =
  | 'name'
  | '-name'
  | 'storage_bytes'
  | '-storage_bytes'
  | 'last_backup_at'
  | '-last_backup_at'
  | 'trouble'
  | '-trouble'

/** What a server can be in, several at a time; `protected` and `unprotected` are those in nothing else. */
export type ServerState =
  | 'missing'
  | 'missed'
  | 'at_risk'
  | 'failed'
  | 'drill_failed'
  | 'drifted'
  | 'needs_operator'
  | 'enabling'
  | 'disabling'
  | 'paused'
  | 'first_due'
  | 'protected'
  | 'unprotected'

export type ServerCounts = Record<'all' | 'enabled' | 'disabled' | 'met' | 'stale' | ServerState, number>

export type ServerFilters = {
  organization_id?: string
  provider?: string
  backups?: 'enabled' | 'disabled'
  stale?: 'true'
  status?: ServerStatus
  state?: ServerState
  plan_type?: string
  region?: string
  method?: Method
  plan_id?: string
  rpo_status?: 'met' | 'at_risk' | 'missed'
  posture?: Posture
  /** One of the last 30 days, and how it went. */
  day?: string
  went?: 'good' | 'warning' | 'missed'
  has_points?: 'true'
  critical?: 'true'
  q?: string
  sort?: ServerSort
}

/** The answer to a toggle: done, or with a run to follow while the provider works. */
export type ToggleReply = {
  success: boolean
  message: string
  server_id: string
  backups_enabled: boolean
  run_id?: string
}

/** What would be lost, in the details of the refusal `would_destroy_recovery_points`. */
export type LostRecoveryPoint = {
  name: string
  created_at: string | null
  size_bytes: number | null
  /** Null while it is not on record here. */
  recovery_point_id: string | null
}

// The contract's shapes, in one place until the server's own schema types are imported here.

export type Role = 'owner' | 'manager' | 'viewer'

export type List<Row> = { data: Row[]; next_cursor: string | null }

export type Membership = { member_id: string; organization_id: string; organization_name: string; role: Role }

export type Me = {
  user: {
    id: string
    name: string
    email: string
    operator: boolean
    two_factor_enabled: boolean
    time_zone: string | null
    created_at: string
  } | null
  api_key: { id: string; name: string } | null
  operator: boolean
  memberships: Membership[]
  installation: { name: string; version: string }
}

export type Session = {
  id: string
  current: boolean
  created_at: string
  last_seen_at: string
  expires_at: string
  ip_address: string | null
  user_agent: string | null
}

export type Organization = {
  id: string
  name: string
  house: boolean
  member_count: number
  created_at: string
  updated_at: string
}

/** As the list has it, with how its servers stand. */
export type ListedOrganization = Organization & {
  server_count: number
  protected_count: number
  missed_count: number
}

export type Member = {
  id: string
  organization_id: string
  user_id: string
  name: string
  email: string
  role: Role
  two_factor_enabled: boolean
  created_at: string
}

export type InvitationStatus = 'pending' | 'accepted' | 'revoked' | 'expired'

export type Invitation = {
  id: string
  organization_id: string | null
  email: string
  role: Role | 'operator'
  status: InvitationStatus
  invited_by: string
  created_at: string
  expires_at: string
}

/** The link is in this one reply only. */
export type NewInvitation = Invitation & { url: string; emailed: boolean }

export type InvitationLookup = {
  email: string
  role: Role | 'operator'
  organization_name: string | null
  invited_by: string
  expires_at: string
  has_account: boolean
}

export type Operator = {
  user_id: string
  name: string
  email: string
  two_factor_enabled: boolean
  created_at: string
  last_seen_at: string | null
}

export type ApiKey = {
  id: string
  name: string
  prefix: string
  organization_id: string | null
  organization_name: string | null
  operator: boolean
  role: Role | null
  created_by: string
  created_at: string
  expires_at: string | null
  last_used_at: string | null
}

/** The key is in this one reply only. */
export type NewApiKey = ApiKey & { key: string }

export type NewApiKeyInput = {
  name: string
  organization_id?: string | null
  role?: Role
  operator?: boolean
  expires_in_days?: number | null
}

export type AuditEvent = {
  id: string
  at: string
  organization_id: string | null
  actor: { kind: 'user' | 'api_key' | 'system'; id: string | null; name: string }
  action: string
  target: { kind: string; id: string; name: string | null }
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
  ip_address: string | null
  user_agent: string | null
  request_id: string | null
}

export type Installation = {
  version: string
  node_version: string
  database: { kind: 'embedded' | 'external'; version: string; size_bytes: number }
  public_url: string
  roles: string[]
  root_key_fingerprint: string
  started_at: string
  smtp_configured: boolean
  two_factor: { operators_with: number; operators: number }
  jobs: { queued: number; running: number; failed_24h: number }
}

export type ChangeTopic =
  | 'organization'
  | 'member'
  | 'invitation'
  | 'api_key'
  | 'session'
  | 'operator'
  | 'user'
  | 'server'
  | 'protection'
  | 'run'
  | 'plan'
  | 'subscription'
  | 'provider_account'
  | 'provider_prices'
  | 'exchange_rate'
  | 'operator_task'
  | 'agent'
  | 'enrolment'
  | 'recovery_point'
  | 'backup'
  | 'drill'
  | 'restore'
  | 'repository'
  | 'storage_location'
  | 'notification_choices'
  | 'notification_target'
  | 'notification_delivery'
  | 'recommendation'
  | 'demo'

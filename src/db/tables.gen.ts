// Made by "npm run generate" from the migrations. Change those, not this file.
import type { ColumnType, Generated, GeneratedAlways, Insertable, Selectable, Updateable } from 'kysely'

/** JSON goes in as text (JSON.stringify), since the driver would send arrays as Postgres arrays; it comes out parsed. */
export type JsonColumn<Text extends string | null> = ColumnType<unknown, Text, Text>

export type Row<Name extends keyof Database> = Selectable<Database[Name]>
export type NewRow<Name extends keyof Database> = Insertable<Database[Name]>
export type RowChange<Name extends keyof Database> = Updateable<Database[Name]>

export type Database = {
  accounts: AccountsTable
  agent_commands: AgentCommandsTable
  agents: AgentsTable
  api_keys: ApiKeysTable
  audit_events: AuditEventsTable
  bulk_items: BulkItemsTable
  bulk_works: BulkWorksTable
  demo: DemoTable
  demo_parts: DemoPartsTable
  drills: DrillsTable
  enrolments: EnrolmentsTable
  events: EventsTable
  exchange_rates: ExchangeRatesTable
  fleet_sums: FleetSumsTable
  fleet_sums_state: FleetSumsStateTable
  gateway_credentials: GatewayCredentialsTable
  idempotency_keys: IdempotencyKeysTable
  image_drills: ImageDrillsTable
  installation: InstallationTable
  invitations: InvitationsTable
  known_addons: KnownAddonsTable
  members: MembersTable
  migrations: MigrationsTable
  notices: NoticesTable
  notification_choices: NotificationChoicesTable
  notification_deliveries: NotificationDeliveriesTable
  notification_items: NotificationItemsTable
  notification_targets: NotificationTargetsTable
  one_time_links: OneTimeLinksTable
  operator_tasks: OperatorTasksTable
  organizations: OrganizationsTable
  plans: PlansTable
  protected_days: ProtectedDaysTable
  protections: ProtectionsTable
  provider_accounts: ProviderAccountsTable
  provider_prices: ProviderPricesTable
  provider_usage_totals: ProviderUsageTotalsTable
  recommendations: RecommendationsTable
  recommendations_state: RecommendationsStateTable
  recovery_points: RecoveryPointsTable
  repositories: RepositoriesTable
  repository_objects: RepositoryObjectsTable
  repository_usage: RepositoryUsageTable
  restores: RestoresTable
  root_passwords: RootPasswordsTable
  run_log: RunLogTable
  runs: RunsTable
  server_counts: ServerCountsTable
  server_orders: ServerOrdersTable
  servers: ServersTable
  sessions: SessionsTable
  snapshot_orders: SnapshotOrdersTable
  storage_location_days: StorageLocationDaysTable
  storage_locations: StorageLocationsTable
  stripe_customers: StripeCustomersTable
  stripe_events: StripeEventsTable
  stripe_subscriptions: StripeSubscriptionsTable
  subscriptions: SubscriptionsTable
  throwaway_servers: ThrowawayServersTable
  troubles: TroublesTable
  two_factors: TwoFactorsTable
  usage_days: UsageDaysTable
  usage_progress: UsageProgressTable
  usage_totals: UsageTotalsTable
  users: UsersTable
  verifications: VerificationsTable
  worker_processes: WorkerProcessesTable
}

export type AccountsTable = {
  id: string
  user_id: string
  account_id: string
  provider_id: string
  password: string | null
  access_token: string | null
  refresh_token: string | null
  id_token: string | null
  access_token_expires_at: string | null
  refresh_token_expires_at: string | null
  scope: string | null
  created_at: string
  updated_at: string
}

export type AgentCommandsTable = {
  run_id: string
  server_id: string
  repository_id: string
  kind: 'backup' | 'restore'
  orders: JsonColumn<string>
  state: 'waiting' | 'taken' | 'ended'
  tries: Generated<number>
  agent_id: string | null
  credential_id: string | null
  lease_until: string | null
  report_seq: Generated<number>
  expires_at: string
  result: JsonColumn<string | null>
  created_at: string
  updated_at: string
}

export type AgentsTable = {
  id: string
  server_id: string
  secret_hash: string
  machine_id: string
  hostname: string
  os: string
  arch: string
  version: string
  protocol_version: number
  restic_version: string | null
  hooks: JsonColumn<string>
  allow_commands: Generated<boolean>
  paused: Generated<boolean>
  last_seen_at: string
  confirmed_at: string | null
  trouble: JsonColumn<string | null>
  replaced_by: string | null
  revoked_at: string | null
  created_at: string
  updated_at: string
}

export type ApiKeysTable = {
  id: string
  organization_id: string | null
  role: 'owner' | 'manager' | 'viewer' | null
  operator: boolean
  name: string
  prefix: string
  key_hash: string
  created_by: string | null
  created_by_name: string
  expires_at: string | null
  last_used_at: string | null
  created_at: string
}

export type AuditEventsTable = {
  id: string
  at: string
  organization_id: string | null
  actor_kind: 'user' | 'api_key' | 'system' | 'anonymous'
  actor_id: string | null
  actor_name: string
  action: string
  target_kind: string
  target_id: string
  target_name: string | null
  before: JsonColumn<string | null>
  after: JsonColumn<string | null>
  ip_address: string | null
  user_agent: string | null
  request_id: string | null
}

export type BulkItemsTable = {
  run_id: string
  server_id: string
  state: 'waiting' | 'done' | 'accepted' | 'refused' | 'cancelled'
  code: string | null
  message: string | null
  child_run_id: string | null
  tries: Generated<number>
  not_before: string | null
}

export type BulkWorksTable = {
  run_id: string
  work: JsonColumn<string>
}

export type DemoTable = {
  id: Generated<boolean>
  state: 'wanted' | 'present' | 'removing' | 'removed'
  steps_done: Generated<number>
  ports: JsonColumn<string>
  created_at: string
  updated_at: string
}

export type DemoPartsTable = {
  key: string
  kind: 'provider_account' | 'organization' | 'subscription' | 'server' | 'storage_price'
  id: string
}

export type DrillsTable = {
  id: string
  run_id: string
  server_id: string
  recovery_point_id: string
  passed: boolean
  files: number
  bytes: number
  evidence: JsonColumn<string>
  finished_at: string
}

export type EnrolmentsTable = {
  id: string
  organization_id: string
  server_id: string | null
  server_name: string | null
  plan_type: Generated<string>
  token_hash: string
  allow_commands: Generated<boolean>
  created_by_name: string
  used_at: string | null
  agent_id: string | null
  revoked_at: string | null
  expires_at: string
  created_at: string
}

export type EventsTable = {
  xid: Generated<string>
  id: GeneratedAlways<number>
  topic: string
  organization_id: string | null
  user_id: string | null
  entity_id: string
  at: string
}

export type ExchangeRatesTable = {
  from_currency: string
  to_currency: string
  rate: number
  as_of: string
  note: string | null
  updated_at: string
}

export type FleetSumsTable = {
  organization_id: string | null
  provider: string
  servers: number
  native_points: number
  snapshot_points: number
  file_points: number
  storage_bytes: number
  servers_of_unknown_size: number
  costs: JsonColumn<string>
  costs_known: number
  costs_unknown: number
  days: JsonColumn<string>
  posture: JsonColumn<string>
  costs_of_files: Generated<number>
  protections: Generated<number>
  protections_on: Generated<number>
}

export type FleetSumsStateTable = {
  id: Generated<boolean>
  as_of: string
  prices_as_of: string | null
  revenue: JsonColumn<string>
  places_used: Generated<number>
  due: JsonColumn<string>
}

export type GatewayCredentialsTable = {
  id: string
  repository_id: string
  run_id: string | null
  rights: 'init' | 'backup' | 'read' | 'maintenance'
  secret_hash: string
  expires_at: string
  revoked_at: string | null
  created_at: string
}

export type IdempotencyKeysTable = {
  caller_id: string
  key: string
  operation: string
  body_hash: string
  status: number | null
  sealed_reply: string | null
  created_at: string
}

export type ImageDrillsTable = {
  server_id: string
  ceiling_minor: number
  currency: string
  refused: JsonColumn<string | null>
  next_at: string
  created_at: string
}

export type InstallationTable = {
  id: Generated<boolean>
  name: string
  root_key_fingerprint: string
  created_at: string
}

export type InvitationsTable = {
  id: string
  organization_id: string | null
  email: string
  role: 'owner' | 'manager' | 'viewer' | 'operator'
  token_hash: string
  invited_by: string
  invited_by_id: string | null
  accepted_at: string | null
  revoked_at: string | null
  expires_at: string
  created_at: string
}

export type KnownAddonsTable = {
  provider: string
  addon_id: number
  meaning: 'backup' | 'other'
  created_at: string
}

export type MembersTable = {
  id: string
  organization_id: string
  user_id: string
  role: 'owner' | 'manager' | 'viewer'
  created_at: string
}

export type MigrationsTable = {
  number: number
  name: string
  sha256: string
  applied_at: Generated<string>
}

export type NoticesTable = {
  id: string
  kind: string
  organization_id: string | null
  server_id: string | null
  run_id: string | null
  title: string
  detail: string
  link: string | null
  facts: JsonColumn<string>
  again: Generated<boolean>
  told_once: string | null
  at: string
  sorted_at: string | null
}

export type NotificationChoicesTable = {
  user_id: string
  notice_kind: string
  timing: 'off' | 'at_once' | 'daily'
  updated_at: string
}

export type NotificationDeliveriesTable = {
  id: string
  organization_id: string | null
  user_id: string | null
  target_id: string | null
  channel: 'email' | 'webhook' | 'slack' | 'discord' | 'telegram' | 'ntfy'
  recipient: string
  title: string
  notice_count: number
  timing: 'at_once' | 'daily' | 'test'
  state: 'queued' | 'sent' | 'failed' | 'dead'
  attempts: Generated<number>
  last_error: string | null
  next_attempt_at: string | null
  sent_at: string | null
  created_at: string
  updated_at: string
}

export type NotificationItemsTable = {
  notice_id: string
  user_id: string | null
  target_id: string | null
  timing: 'at_once' | 'daily' | 'test'
  delivery_id: string | null
}

export type NotificationTargetsTable = {
  id: string
  organization_id: string | null
  kind: 'webhook' | 'slack' | 'discord' | 'telegram' | 'ntfy'
  name: string
  shown_address: string
  sealed_settings: string
  notice_kinds: string[]
  enabled: Generated<boolean>
  last_sent_at: string | null
  failing_since: string | null
  last_error: string | null
  created_at: string
  updated_at: string
}

export type OneTimeLinksTable = {
  id: string
  purpose: 'first_operator' | 'password_reset'
  user_id: string | null
  issued_by_id: string | null
  token_hash: string
  used_at: string | null
  expires_at: string
  created_at: string
}

export type OperatorTasksTable = {
  id: string
  kind: string
  organization_id: string | null
  server_id: string | null
  title: string
  detail: string
  link: string | null
  status: 'open' | 'done'
  done_by: string | null
  done_note: string | null
  done_at: string | null
  created_at: string
  updated_at: string
}

export type OrganizationsTable = {
  id: string
  name: string
  house: Generated<boolean>
  created_at: string
  updated_at: string
}

export type PlansTable = {
  id: string
  name: string
  price_minor: number
  currency: string
  price_as_of: string
  retention_days: number
  features: string[]
  methods: string[]
  plan_types: string[]
  stripe_price_id: string | null
  retired_at: string | null
  created_at: string
  updated_at: string
  description: Generated<string>
}

export type ProtectedDaysTable = {
  organization_id: string
  day: string
  servers: number
}

export type ProtectionsTable = {
  id: string
  server_id: string
  method: 'native' | 'snapshot' | 'files'
  desired_state: 'on' | 'off'
  observed_state: 'on' | 'off' | 'unknown'
  observed_at: string | null
  phase: 'idle' | 'enabling' | 'disabling' | 'paused' | 'needs_operator' | 'failed'
  reason: JsonColumn<string | null>
  plan_id: string | null
  retention_days: number | null
  schedule: JsonColumn<string | null>
  attempt: JsonColumn<string | null>
  run_id: string | null
  wanted_since: string | null
  beyond_subscription: Generated<boolean>
  created_at: string
  updated_at: string
  retention: JsonColumn<string | null>
  settings: JsonColumn<string | null>
  next_run_at: string | null
  retention_held: JsonColumn<string | null>
  retention_released_at: string | null
}

export type ProviderAccountsTable = {
  id: string
  organization_id: string | null
  provider: string
  label: string
  endpoint: string | null
  sealed_credentials: string
  credentials_version: Generated<number>
  status: 'ok' | 'unauthorized' | 'unreachable' | 'unchecked'
  status_reason: string | null
  account_name: string | null
  scopes: JsonColumn<string>
  checked_at: string | null
  last_sync_run_id: string | null
  last_synced_at: string | null
  last_complete_at: string | null
  next_sync_at: string
  sync_fence: Generated<number>
  created_at: string
  updated_at: string
  rate_limit: JsonColumn<string | null>
  image_changes_read_at: string | null
}

export type ProviderPricesTable = {
  provider: string
  prices: JsonColumn<string>
  source: 'provider' | 'operator'
  as_of: string
  note: string | null
  updated_at: string
}

export type ProviderUsageTotalsTable = {
  day: string
  provider: string
  method: string
  currency: string
  points: number
  bytes: number
  monthly_minor: number
  cost_minor: number
  unpriced: number
}

export type RecommendationsTable = {
  id: string
  kind: 'unprotected' | 'stale' | 'drift' | 'cheaper_method' | 'longer_retention' | 'unused_places' | 'beyond_subscription'
  organization_id: string
  subject_id: string
  facts: JsonColumn<string>
  extent: number
  situation: string
  rank: number
  operators_only: boolean
  holds: boolean
  snoozed_until: string | null
  snoozed_by_name: string | null
  dismissed_at: string | null
  dismissed_by_id: string | null
  dismissed_by_name: string | null
  dismissed_why: string | null
  dismissed_extent: number | null
  dismissed_situation: string | null
  applied_at: string | null
  applied_by_name: string | null
  applied_situation: string | null
  applied_extent: number | null
  applied_result: JsonColumn<string | null>
  first_seen_at: string
  updated_at: string
}

export type RecommendationsStateTable = {
  id: Generated<boolean>
  as_of: string
}

export type RecoveryPointsTable = {
  id: string
  server_id: string
  protection_id: string | null
  method: 'native' | 'snapshot' | 'files'
  repository_id: string | null
  ref: string
  source: Generated<string>
  run_id: string | null
  taken_at: string
  state: 'available' | 'forgotten' | 'gone'
  outcome: 'succeeded' | 'warning'
  warning: JsonColumn<string | null>
  size_bytes: number | null
  added_bytes: number | null
  file_count: number | null
  acknowledged_at: string | null
  acknowledged_by: string | null
  facts: JsonColumn<string>
  sample: JsonColumn<string>
  kept_because: JsonColumn<string | null>
  expires_at: string | null
  forgotten_at: string | null
  purge_after: string | null
  proven_at: string | null
  damage: JsonColumn<string | null>
  catalogued_at: string | null
  created_at: string
  updated_at: string
  provider_expires_at: string | null
  missing_since: string | null
  kept_until: string | null
}

export type RepositoriesTable = {
  id: string
  server_id: string
  storage_location_id: string
  sealed_password: string
  initialized_at: string | null
  quota_bytes: number | null
  bytes: Generated<number>
  objects: Generated<number>
  trash_bytes: Generated<number>
  trash_objects: Generated<number>
  maintenance_run_id: string | null
  maintenance_until: string | null
  last_checked_at: string | null
  last_check_outcome: 'passed' | 'failed' | null
  last_pruned_at: string | null
  last_scrubbed_at: string | null
  created_at: string
  updated_at: string
  kit_read_at: string | null
}

export type RepositoryObjectsTable = {
  repository_id: string
  type: 'config' | 'keys' | 'locks' | 'data' | 'index' | 'snapshots'
  name: string
  sha256: string
  bytes: number
  credential_id: string
  received_at: string
  trashed_at: string | null
  purge_after: string | null
  scrubbed_at: string | null
  damage: 'missing' | 'changed' | null
  misplaced: Generated<boolean>
}

export type RepositoryUsageTable = {
  repository_id: string
  day: string
  bytes: number
  objects: number
  trash_bytes: number
  recovery_points: number
}

export type RestoresTable = {
  id: string
  run_id: string
  server_id: string
  recovery_point_id: string
  mode: 'in_place' | 'new_server' | 'path' | 'download'
  target_server_id: string | null
  target_path: string | null
  include: JsonColumn<string>
  overwrite: 'always' | 'if-changed' | 'if-newer' | 'never'
  dry_run: Generated<boolean>
  safety_run_id: string | null
  created_at: string
  new_server: JsonColumn<string | null>
  health: JsonColumn<string | null>
  accept_loss: JsonColumn<string | null>
}

export type RootPasswordsTable = {
  server_id: string
  for_kind: string
  for_id: string | null
  sealed_password: string
  expires_at: string
}

export type RunLogTable = {
  run_id: string
  seq: GeneratedAlways<number>
  at: string
  level: 'info' | 'warning' | 'error'
  message: string
}

export type RunsTable = {
  id: string
  kind: 'enable' | 'disable' | 'schedule' | 'sync' | 'backup' | 'restore' | 'drill' | 'forget' | 'prune' | 'check' | 'scrub' | 'copy' | 'deploy' | 'bulk'
  organization_id: string | null
  server_id: string | null
  server_name: string | null
  provider_account_id: string | null
  parent_run_id: string | null
  state: 'queued' | 'running' | 'finished'
  outcome: 'succeeded' | 'warning' | 'failed' | 'cancelled' | 'expired' | null
  progress: JsonColumn<string>
  stats: JsonColumn<string>
  error: JsonColumn<string | null>
  requested_by_kind: 'user' | 'api_key' | 'system' | 'anonymous'
  requested_by_id: string | null
  requested_by_name: string
  sent_at: string | null
  action_ref: string | null
  cancel_requested_at: string | null
  started_at: string | null
  finished_at: string | null
  created_at: string
  updated_at: string
}

export type ServerCountsTable = {
  organization_id: string
  provider: string
  backups_enabled: boolean
  rpo_status: string | null
  servers: number
}

export type ServerOrdersTable = {
  run_id: string
  server_id: string
  image: string
  of_point: boolean
  past: JsonColumn<string | null>
  state: 'open' | 'ended'
  until: string
  due_at: string
  created_at: string
}

export type ServersTable = {
  id: string
  organization_id: string
  provider_account_id: string | null
  provider: string
  provider_ref: string | null
  name: string
  provider_name: string
  plan_type: Generated<string>
  region: string | null
  size: string | null
  status: 'running' | 'stopped' | 'provisioning' | 'error' | 'unknown'
  provider_status: string
  locked: Generated<boolean>
  critical: Generated<boolean>
  price_minor: number | null
  currency: string | null
  addon_ids: number[] | null
  native_state: Generated<'on' | 'off' | 'unknown'>
  native_schedule: JsonColumn<string | null>
  native_next_at: string | null
  managed_in_panel: Generated<boolean>
  observed_at: string | null
  provider_created_at: string | null
  backups_enabled: Generated<boolean>
  backups_enabled_at: string | null
  protections: JsonColumn<string>
  last_backup_at: string | null
  storage_bytes: number | null
  rpo_status: 'met' | 'at_risk' | 'missed' | null
  missing_listings: Generated<number>
  missing_since: string | null
  last_seen_at: string | null
  lease_fence: Generated<number>
  lease_holder: string | null
  lease_until: string | null
  created_at: string
  updated_at: string
  strip: JsonColumn<string | null>
  facts_due_at: string | null
  point_refs: string[] | null
  newest_native_at: string | null
  history_read_at: string | null
  history_due_at: string | null
  health_port: number | null
  disk_bytes: number | null
  native_points: Generated<number>
  snapshot_points: Generated<number>
  file_points: Generated<number>
  snapshot_bytes: number | null
  posture: Generated<string[]>
  health_ping: Generated<boolean>
}

export type SessionsTable = {
  id: string
  user_id: string
  token: string
  ip_address: string | null
  user_agent: string | null
  expires_at: string
  created_at: string
  updated_at: string
}

export type SnapshotOrdersTable = {
  run_id: string
  server_id: string
  protection_id: string | null
  name: string
  purpose: 'schedule' | 'on_demand' | 'safety'
  state: 'open' | 'ended'
  until: string
  created_at: string
  updated_at: string
  past: JsonColumn<string | null>
}

export type StorageLocationDaysTable = {
  storage_location_id: string
  day: string
  bytes: number
}

export type StorageLocationsTable = {
  id: string
  name: string
  kind: 'disk' | 's3'
  settings: JsonColumn<string>
  sealed_credentials: string | null
  failure_domain: string
  is_default: Generated<boolean>
  created_at: string
  updated_at: string
  free_bytes: number | null
  free_at: string | null
  gb_month_micros: number | null
  gb_month_currency: string | null
  price_as_of: string | null
}

export type StripeCustomersTable = {
  id: string
  organization_id: string
  created_at: string
}

export type StripeEventsTable = {
  id: string
  type: string
  stripe_subscription_id: string | null
  stripe_customer_id: string | null
  stripe_created_at: string
  received_at: string
  state: 'pending' | 'handled' | 'ignored' | 'unhandled' | 'dismissed'
  reason: string | null
  handled_at: string | null
}

export type StripeSubscriptionsTable = {
  id: string
  asked: Generated<number>
  queued: Generated<number>
  written: Generated<number>
}

export type SubscriptionsTable = {
  id: string
  organization_id: string
  plan_id: string
  quantity: number
  status: 'requested' | 'active' | 'trialing' | 'past_due' | 'paused' | 'unpaid' | 'incomplete' | 'canceled' | 'declined'
  source: 'grant' | 'addon' | 'request' | 'stripe'
  price_minor: number
  currency: string
  price_as_of: string
  stripe_subscription_id: string | null
  stripe_item_id: string | null
  stripe_price_id: string | null
  past_due_since: string | null
  current_period_end: string | null
  ends_at: string | null
  lapsed_at: string | null
  reason: string | null
  merged_into: string | null
  requested_by_id: string | null
  requested_by_name: string
  created_at: string
  updated_at: string
}

export type ThrowawayServersTable = {
  run_id: string
  server_id: string
  recovery_point_id: string
  provider_account_id: string
  name: string
  point_ref: string
  region: string
  size: string
  cost_minor: number
  currency: string
  health_port: number | null
  sent_at: string | null
  provider_ref: string | null
  action_ref: string | null
  health: JsonColumn<string | null>
  judged: JsonColumn<string | null>
  gone_at: string | null
  held_until: string | null
  touched_at: string
  created_at: string
  health_ping: Generated<boolean>
}

export type TroublesTable = {
  kind: string
  subject: string
  organization_id: string | null
  since: string
}

export type TwoFactorsTable = {
  id: string
  user_id: string
  secret: string
  backup_codes: string
  verified: Generated<boolean>
  failed_verification_count: Generated<number>
  locked_until: string | null
  last_used_step: number | null
}

export type UsageDaysTable = {
  server_id: string
  day: string
  method: 'native' | 'snapshot' | 'files'
  organization_id: string
  provider: string
  own_account: boolean
  points: number
  bytes: number
  unsized: number
  monthly_minor: number | null
  cost_minor: number | null
  currency: string | null
  price_as_of: string | null
}

export type UsageProgressTable = {
  id: Generated<boolean>
  through: string
}

export type UsageTotalsTable = {
  organization_id: string
  day: string
  provider: string
  method: string
  currency: string
  points: number
  bytes: number
  monthly_minor: number
  cost_minor: number
  unpriced: number
}

export type UsersTable = {
  id: string
  name: string
  email: string
  email_verified: Generated<boolean>
  image: string | null
  operator: Generated<boolean>
  two_factor_enabled: Generated<boolean>
  created_at: string
  updated_at: string
  time_zone: string | null
}

export type VerificationsTable = {
  id: string
  identifier: string
  value: string
  expires_at: string
  created_at: string
  updated_at: string
}

export type WorkerProcessesTable = {
  id: string
  host: string
  seen_at: string
}

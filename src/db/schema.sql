-- Made by "npm run generate" from the migrations, to be read and compared. Change those, not this file.

create extension if not exists pg_trgm with schema public;

set check_function_bodies = off;

CREATE OR REPLACE FUNCTION count_server()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op <> 'INSERT' then
    insert into server_counts values (old.organization_id, old.provider, old.backups_enabled, old.rpo_status, -1);
  end if;
  if tg_op <> 'DELETE' then
    insert into server_counts values (new.organization_id, new.provider, new.backups_enabled, new.rpo_status, 1);
  end if;
  return null;
end $function$;

create table accounts (
  id text not null,
  user_id text not null,
  account_id text not null,
  provider_id text not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz(3),
  refresh_token_expires_at timestamptz(3),
  scope text,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  constraint accounts_pkey primary key (id),
  constraint accounts_provider_id_account_id_key unique (provider_id, account_id)
);
create index accounts_by_user on accounts (user_id);

create table agent_commands (
  run_id text not null,
  server_id text not null,
  repository_id text not null,
  kind text not null,
  orders jsonb not null,
  state text not null,
  tries integer not null default 0,
  agent_id text,
  credential_id text,
  lease_until timestamptz(3),
  report_seq integer not null default 0,
  expires_at timestamptz(3) not null,
  result jsonb,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  constraint agent_commands_pkey primary key (run_id),
  constraint agent_commands_kind_check check ((kind in ('backup', 'restore'))),
  constraint agent_commands_state_check check ((state in ('waiting', 'taken', 'ended')))
);
create index agent_commands_of_agent on agent_commands (agent_id) where (state = 'taken'::text);
create unique index agent_commands_one_open on agent_commands (server_id, kind) where (state <> 'ended'::text);

create table agents (
  id text not null,
  server_id text not null,
  secret_hash text not null,
  machine_id text not null,
  hostname text not null,
  os text not null,
  arch text not null,
  version text not null,
  protocol_version integer not null,
  restic_version text,
  hooks jsonb not null default '[]'::jsonb,
  allow_commands boolean not null default false,
  paused boolean not null default false,
  last_seen_at timestamptz(3) not null,
  confirmed_at timestamptz(3),
  trouble jsonb,
  replaced_by text,
  revoked_at timestamptz(3),
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  constraint agents_pkey primary key (id)
);
create index agents_by_last_seen on agents (last_seen_at) where (revoked_at is null);
create unique index agents_one_of_server on agents (server_id) where (revoked_at is null);

create table api_keys (
  id text not null,
  organization_id text,
  role text,
  operator boolean not null,
  name text not null,
  prefix text not null,
  key_hash text not null,
  created_by text,
  created_by_name text not null,
  expires_at timestamptz(3),
  last_used_at timestamptz(3),
  created_at timestamptz(3) not null,
  constraint api_keys_pkey primary key (id),
  constraint api_keys_key_hash_key unique (key_hash),
  constraint api_keys_check check ((operator = (organization_id is null))),
  constraint api_keys_check1 check ((operator = (role is null))),
  constraint api_keys_name_check check (((length(name) >= 1) and (length(name) <= 100))),
  constraint api_keys_role_check check ((role in ('owner', 'manager', 'viewer')))
);
create index api_keys_by_creator on api_keys (created_by);
create index api_keys_by_organization on api_keys (organization_id, id);

create table audit_events (
  id text not null,
  at timestamptz(3) not null,
  organization_id text,
  actor_kind text not null,
  actor_id text,
  actor_name text not null,
  action text not null,
  target_kind text not null,
  target_id text not null,
  target_name text,
  before jsonb,
  after jsonb,
  ip_address text,
  user_agent text,
  request_id text,
  constraint audit_events_pkey primary key (id),
  constraint audit_events_actor_kind_check check ((actor_kind in ('user', 'api_key', 'system', 'anonymous')))
);
create index audit_events_by_action on audit_events (action, id desc);
create index audit_events_by_actor on audit_events (actor_id, id desc);
create index audit_events_by_organization on audit_events (organization_id, id desc);
create index audit_events_by_target on audit_events (target_id, id desc);

create table bulk_items (
  run_id text not null,
  server_id text not null,
  state text not null,
  code text,
  message text,
  child_run_id text,
  tries integer not null default 0,
  not_before timestamptz(3),
  constraint bulk_items_pkey primary key (run_id, server_id),
  constraint bulk_items_state_check check ((state in ('waiting', 'done', 'accepted', 'refused', 'cancelled')))
);
create index bulk_items_waiting on bulk_items (run_id, server_id) where (state = 'waiting'::text);

create table bulk_works (
  run_id text not null,
  work jsonb not null,
  constraint bulk_works_pkey primary key (run_id)
);

create table demo (
  id boolean not null default true,
  state text not null,
  steps_done integer not null default 0,
  ports jsonb not null default '{}'::jsonb,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  constraint demo_pkey primary key (id),
  constraint demo_id_check check (id),
  constraint demo_state_check check ((state in ('wanted', 'present', 'removing', 'removed')))
);

create table demo_parts (
  key text not null,
  kind text not null,
  id text not null,
  constraint demo_parts_pkey primary key (key),
  constraint demo_parts_id_key unique (id),
  constraint demo_parts_kind_check check ((kind in ('provider_account', 'organization', 'subscription', 'server', 'storage_price')))
);

create table drills (
  id text not null,
  run_id text not null,
  server_id text not null,
  recovery_point_id text not null,
  passed boolean not null,
  files bigint not null,
  bytes bigint not null,
  evidence jsonb not null,
  finished_at timestamptz(3) not null,
  constraint drills_pkey primary key (id),
  constraint drills_run_id_key unique (run_id)
);
create index drills_by_recovery_point on drills (recovery_point_id);
create index drills_by_server on drills (server_id, finished_at desc);

create table enrolments (
  id text not null,
  organization_id text not null,
  server_id text,
  server_name text,
  plan_type text not null default 'basic'::text,
  token_hash text not null,
  allow_commands boolean not null default false,
  created_by_name text not null,
  used_at timestamptz(3),
  agent_id text,
  revoked_at timestamptz(3),
  expires_at timestamptz(3) not null,
  created_at timestamptz(3) not null,
  constraint enrolments_pkey primary key (id),
  constraint enrolments_token_hash_key unique (token_hash)
);
create index enrolments_by_organization on enrolments (organization_id, id desc);
create index enrolments_by_server on enrolments (server_id);

create table events (
  xid xid8 not null default pg_current_xact_id(),
  id bigint not null generated always as identity,
  topic text not null,
  organization_id text,
  user_id text,
  entity_id text not null,
  at timestamptz(3) not null,
  constraint events_pkey primary key (xid, id)
);
create index events_by_time on events (at);

create table exchange_rates (
  from_currency text not null,
  to_currency text not null,
  rate double precision not null,
  as_of date not null,
  note text,
  updated_at timestamptz(3) not null,
  constraint exchange_rates_pkey primary key (from_currency, to_currency),
  constraint exchange_rates_check check (((to_currency ~ '^[A-Z]{3}$'::text) and (to_currency <> from_currency))),
  constraint exchange_rates_from_currency_check check ((from_currency ~ '^[A-Z]{3}$'::text)),
  constraint exchange_rates_note_check check (((length(note) >= 1) and (length(note) <= 500))),
  constraint exchange_rates_rate_check check (((rate >= (0.000001)::double precision) and (rate <= ('1000000'::numeric)::double precision)))
);

create table fleet_sums (
  organization_id text,
  provider text not null,
  servers integer not null,
  native_points bigint not null,
  snapshot_points bigint not null,
  file_points bigint not null,
  storage_bytes bigint not null,
  servers_of_unknown_size integer not null,
  costs jsonb not null,
  costs_known integer not null,
  costs_unknown integer not null,
  days jsonb not null,
  posture jsonb not null default '{}'::jsonb,
  costs_of_files integer not null default 0,
  protections integer not null default 0,
  protections_on integer not null default 0,
  constraint fleet_sums_organization_id_provider_key unique nulls not distinct (organization_id, provider)
);

create table fleet_sums_state (
  id boolean not null default true,
  as_of timestamptz(3) not null,
  prices_as_of date,
  revenue jsonb not null default '[]'::jsonb,
  places_used integer not null default 0,
  due jsonb not null default '[]'::jsonb,
  constraint fleet_sums_state_pkey primary key (id),
  constraint fleet_sums_state_id_check check (id)
);

create table gateway_credentials (
  id text not null,
  repository_id text not null,
  run_id text,
  rights text not null,
  secret_hash text not null,
  expires_at timestamptz(3) not null,
  revoked_at timestamptz(3),
  created_at timestamptz(3) not null,
  constraint gateway_credentials_pkey primary key (id),
  constraint gateway_credentials_rights_check check ((rights in ('init', 'backup', 'read', 'maintenance')))
);
create index gateway_credentials_by_repository on gateway_credentials (repository_id, id desc);
create index gateway_credentials_by_run on gateway_credentials (run_id);
create index gateway_credentials_ended on gateway_credentials (expires_at) where (revoked_at is null);
create index gateway_credentials_revoked on gateway_credentials (revoked_at) where (revoked_at is not null);

create table idempotency_keys (
  caller_id text not null,
  key text not null,
  operation text not null,
  body_hash text not null,
  status integer,
  sealed_reply text,
  created_at timestamptz(3) not null,
  constraint idempotency_keys_pkey primary key (caller_id, key)
);
create index idempotency_keys_by_time on idempotency_keys (created_at);

create table image_drills (
  server_id text not null,
  ceiling_minor bigint not null,
  currency text not null,
  refused jsonb,
  next_at timestamptz(3) not null,
  created_at timestamptz(3) not null,
  constraint image_drills_pkey primary key (server_id),
  constraint image_drills_ceiling_check check ((ceiling_minor >= 0))
);
create index image_drills_by_next on image_drills (next_at);

create table installation (
  id boolean not null default true,
  name text not null,
  root_key_fingerprint text not null,
  created_at timestamptz(3) not null,
  constraint installation_pkey primary key (id),
  constraint installation_id_check check (id)
);

create table invitations (
  id text not null,
  organization_id text,
  email text not null,
  role text not null,
  token_hash text not null,
  invited_by text not null,
  invited_by_id text,
  accepted_at timestamptz(3),
  revoked_at timestamptz(3),
  expires_at timestamptz(3) not null,
  created_at timestamptz(3) not null,
  constraint invitations_pkey primary key (id),
  constraint invitations_token_hash_key unique (token_hash),
  constraint invitations_check check (((organization_id is null) = (role = 'operator'::text))),
  constraint invitations_email_check check ((email = lower(email))),
  constraint invitations_role_check check ((role in ('owner', 'manager', 'viewer', 'operator')))
);
create index invitations_by_inviter on invitations (invited_by_id);
create index invitations_by_organization on invitations (organization_id, id);

create table known_addons (
  provider text not null,
  addon_id integer not null,
  meaning text not null,
  created_at timestamptz(3) not null,
  constraint known_addons_pkey primary key (provider, addon_id),
  constraint known_addons_meaning_check check ((meaning in ('backup', 'other')))
);

create table members (
  id text not null,
  organization_id text not null,
  user_id text not null,
  role text not null,
  created_at timestamptz(3) not null,
  constraint members_pkey primary key (id),
  constraint members_organization_id_user_id_key unique (organization_id, user_id),
  constraint members_role_check check ((role in ('owner', 'manager', 'viewer')))
);
create index members_by_user on members (user_id);

create table migrations (
  number integer not null,
  name text not null,
  sha256 text not null,
  applied_at timestamptz(3) not null default now(),
  constraint migrations_pkey primary key (number)
);

create table notices (
  id text not null,
  kind text not null,
  organization_id text,
  server_id text,
  run_id text,
  title text not null,
  detail text not null,
  link text,
  facts jsonb not null default '{}'::jsonb,
  again boolean not null default false,
  told_once text,
  at timestamptz(3) not null,
  sorted_at timestamptz(3),
  constraint notices_pkey primary key (id)
);
create index notices_by_organization on notices (organization_id);
create index notices_by_time on notices (at);
create unique index notices_told_once on notices (told_once) where (told_once is not null);
create index notices_unsorted on notices (id) where (sorted_at is null);

create table notification_choices (
  user_id text not null,
  notice_kind text not null,
  timing text not null,
  updated_at timestamptz(3) not null,
  constraint notification_choices_pkey primary key (user_id, notice_kind),
  constraint notification_choices_timing_check check ((timing in ('off', 'at_once', 'daily')))
);

create table notification_deliveries (
  id text not null,
  organization_id text,
  user_id text,
  target_id text,
  channel text not null,
  recipient text not null,
  title text not null,
  notice_count integer not null,
  timing text not null,
  state text not null,
  attempts integer not null default 0,
  last_error text,
  next_attempt_at timestamptz(3),
  sent_at timestamptz(3),
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  constraint notification_deliveries_pkey primary key (id),
  constraint notification_deliveries_channel_check check ((channel in ('email', 'webhook', 'slack', 'discord', 'telegram', 'ntfy'))),
  constraint notification_deliveries_check check (((user_id is null) <> (target_id is null))),
  constraint notification_deliveries_check1 check (((state in ('queued', 'failed')) = (next_attempt_at is not null))),
  constraint notification_deliveries_check2 check (((state = 'sent'::text) = (sent_at is not null))),
  constraint notification_deliveries_notice_count_check check ((notice_count > 0)),
  constraint notification_deliveries_state_check check ((state in ('queued', 'sent', 'failed', 'dead'))),
  constraint notification_deliveries_timing_check check ((timing in ('at_once', 'daily', 'test')))
);
create index notification_deliveries_by_organization on notification_deliveries (organization_id, id desc);
create index notification_deliveries_by_state on notification_deliveries (state, id desc);
create index notification_deliveries_by_target on notification_deliveries (target_id, id desc) where (target_id is not null);
create index notification_deliveries_by_time on notification_deliveries (created_at);
create index notification_deliveries_by_user on notification_deliveries (user_id, id desc) where (user_id is not null);
create index notification_deliveries_due on notification_deliveries (next_attempt_at) where (next_attempt_at is not null);

create table notification_items (
  notice_id text not null,
  user_id text,
  target_id text,
  timing text not null,
  delivery_id text,
  constraint notification_items_check check (((user_id is null) <> (target_id is null))),
  constraint notification_items_timing_check check ((timing in ('at_once', 'daily', 'test')))
);
create index notification_items_by_delivery on notification_items (delivery_id, notice_id) where (delivery_id is not null);
create index notification_items_by_target on notification_items (target_id) where (target_id is not null);
create index notification_items_by_user on notification_items (user_id) where (user_id is not null);
create unique index notification_items_of_target on notification_items (notice_id, target_id) where (target_id is not null);
create unique index notification_items_of_user on notification_items (notice_id, user_id) where (user_id is not null);
create index notification_items_waiting on notification_items (notice_id) where (delivery_id is null);

create table notification_targets (
  id text not null,
  organization_id text,
  kind text not null,
  name text not null,
  shown_address text not null,
  sealed_settings text not null,
  notice_kinds text[] not null,
  enabled boolean not null default true,
  last_sent_at timestamptz(3),
  failing_since timestamptz(3),
  last_error text,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  constraint notification_targets_pkey primary key (id),
  constraint notification_targets_kind_check check ((kind in ('webhook', 'slack', 'discord', 'telegram', 'ntfy'))),
  constraint notification_targets_name_check check (((length(name) >= 1) and (length(name) <= 100)))
);
create index notification_targets_by_organization on notification_targets (organization_id, id);

create table one_time_links (
  id text not null,
  purpose text not null,
  user_id text,
  issued_by_id text,
  token_hash text not null,
  used_at timestamptz(3),
  expires_at timestamptz(3) not null,
  created_at timestamptz(3) not null,
  constraint one_time_links_pkey primary key (id),
  constraint one_time_links_token_hash_key unique (token_hash),
  constraint one_time_links_check check (((user_id is null) = (purpose = 'first_operator'::text))),
  constraint one_time_links_purpose_check check ((purpose in ('first_operator', 'password_reset')))
);
create index one_time_links_by_issuer on one_time_links (issued_by_id);
create index one_time_links_by_user on one_time_links (user_id);

create table operator_tasks (
  id text not null,
  kind text not null,
  organization_id text,
  server_id text,
  title text not null,
  detail text not null,
  link text,
  status text not null,
  done_by text,
  done_note text,
  done_at timestamptz(3),
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  constraint operator_tasks_pkey primary key (id),
  constraint operator_tasks_check check (((status = 'done'::text) = (done_at is not null))),
  constraint operator_tasks_status_check check ((status in ('open', 'done')))
);
create index operator_tasks_by_organization on operator_tasks (organization_id);
create index operator_tasks_by_server on operator_tasks (server_id, id desc);
create index operator_tasks_by_status on operator_tasks (status, id desc);
create unique index operator_tasks_one_open on operator_tasks (kind, server_id) nulls not distinct where (status = 'open'::text);

create table organizations (
  id text not null,
  name text not null,
  house boolean not null default false,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  constraint organizations_pkey primary key (id),
  constraint organizations_name_check check (((length(name) >= 1) and (length(name) <= 100)))
);
create unique index organizations_by_name on organizations (lower(name));
create unique index organizations_one_house on organizations (house) where house;

create table plans (
  id text not null,
  name text not null,
  price_minor integer not null,
  currency text not null,
  price_as_of date not null,
  retention_days integer not null,
  features text[] not null,
  methods text[] not null,
  plan_types text[] not null,
  stripe_price_id text,
  retired_at timestamptz(3),
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  description text not null default ''::text,
  constraint plans_pkey primary key (id),
  constraint plans_stripe_price_id_key unique (stripe_price_id),
  constraint plans_currency_check check ((currency ~ '^[A-Z]{3}$'::text)),
  constraint plans_description_check check ((length(description) <= 140)),
  constraint plans_methods_check check (((cardinality(methods) > 0) and (methods <@ array['native'::text, 'snapshot'::text, 'files'::text]))),
  constraint plans_name_check check (((length(name) >= 1) and (length(name) <= 100))),
  constraint plans_plan_types_check check ((cardinality(plan_types) > 0)),
  constraint plans_price_minor_check check ((price_minor >= 0)),
  constraint plans_retention_days_check check ((retention_days > 0))
);
create unique index plans_by_name on plans (lower(name)) where (retired_at is null);

create table protected_days (
  organization_id text not null,
  day date not null,
  servers integer not null,
  constraint protected_days_pkey primary key (day, organization_id)
);

create table protections (
  id text not null,
  server_id text not null,
  method text not null,
  desired_state text not null,
  observed_state text not null,
  observed_at timestamptz(3),
  phase text not null,
  reason jsonb,
  plan_id text,
  retention_days integer,
  schedule jsonb,
  attempt jsonb,
  run_id text,
  wanted_since timestamptz(3),
  beyond_subscription boolean not null default false,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  retention jsonb,
  settings jsonb,
  next_run_at timestamptz(3),
  retention_held jsonb,
  retention_released_at timestamptz(3),
  constraint protections_pkey primary key (id),
  constraint protections_server_id_method_key unique (server_id, method),
  constraint protections_check check (((plan_id is not null) = (desired_state = 'on'::text))),
  constraint protections_desired_state_check check ((desired_state in ('on', 'off'))),
  constraint protections_method_check check ((method in ('native', 'snapshot', 'files'))),
  constraint protections_observed_state_check check ((observed_state in ('on', 'off', 'unknown'))),
  constraint protections_phase_check check ((phase in ('idle', 'enabling', 'disabling', 'paused', 'needs_operator', 'failed')))
);
create index protections_due on protections (next_run_at) where (next_run_at is not null);
create index protections_places on protections (plan_id, server_id) with (fillfactor='50') where (plan_id is not null);

create table provider_accounts (
  id text not null,
  organization_id text,
  provider text not null,
  label text not null,
  endpoint text,
  sealed_credentials text not null,
  credentials_version integer not null default 1,
  status text not null,
  status_reason text,
  account_name text,
  scopes jsonb not null,
  checked_at timestamptz(3),
  last_sync_run_id text,
  last_synced_at timestamptz(3),
  last_complete_at timestamptz(3),
  next_sync_at timestamptz(3) not null,
  sync_fence bigint not null default 0,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  rate_limit jsonb,
  image_changes_read_at timestamptz(3),
  constraint provider_accounts_pkey primary key (id),
  constraint provider_accounts_label_check check (((length(label) >= 1) and (length(label) <= 100))),
  constraint provider_accounts_rate_limit_check check ((jsonb_typeof(rate_limit) = 'object'::text)),
  constraint provider_accounts_status_check check ((status in ('ok', 'unauthorized', 'unreachable', 'unchecked')))
);
create index provider_accounts_by_next_sync on provider_accounts (next_sync_at);
create index provider_accounts_by_organization on provider_accounts (organization_id, id);

create table provider_prices (
  provider text not null,
  prices jsonb not null,
  source text not null,
  as_of date not null,
  note text,
  updated_at timestamptz(3) not null,
  constraint provider_prices_pkey primary key (provider),
  constraint provider_prices_note_check check (((length(note) >= 1) and (length(note) <= 500))),
  constraint provider_prices_prices_check check ((jsonb_typeof(prices) = 'object'::text)),
  constraint provider_prices_source_check check ((source in ('provider', 'operator')))
);

create table provider_usage_totals (
  day date not null,
  provider text not null,
  method text not null,
  currency text not null,
  points bigint not null,
  bytes bigint not null,
  monthly_minor bigint not null,
  cost_minor bigint not null,
  unpriced integer not null,
  constraint provider_usage_totals_pkey primary key (day, provider, method, currency)
);

create table recommendations (
  id text not null,
  kind text not null,
  organization_id text not null,
  subject_id text not null,
  facts jsonb not null,
  extent bigint not null,
  situation text not null,
  rank integer not null,
  operators_only boolean not null,
  holds boolean not null,
  snoozed_until timestamptz(3),
  snoozed_by_name text,
  dismissed_at timestamptz(3),
  dismissed_by_id text,
  dismissed_by_name text,
  dismissed_why text,
  dismissed_extent bigint,
  dismissed_situation text,
  applied_at timestamptz(3),
  applied_by_name text,
  applied_situation text,
  applied_extent bigint,
  applied_result jsonb,
  first_seen_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  constraint recommendations_pkey primary key (id),
  constraint recommendations_kind_organization_id_subject_id_key unique (kind, organization_id, subject_id),
  constraint recommendations_kind_check check ((kind in ('unprotected', 'stale', 'drift', 'cheaper_method', 'longer_retention', 'unused_places', 'beyond_subscription')))
);
create index recommendations_by_rank on recommendations (rank desc, id desc) where holds;
create index recommendations_of_organization on recommendations (organization_id, rank desc, id desc) where holds;

create table recommendations_state (
  id boolean not null default true,
  as_of timestamptz(3) not null,
  constraint recommendations_state_pkey primary key (id),
  constraint recommendations_state_id_check check (id)
);

create table recovery_points (
  id text not null,
  server_id text not null,
  protection_id text,
  method text not null,
  repository_id text,
  ref text not null,
  source text not null default 'files'::text,
  run_id text,
  taken_at timestamptz(3) not null,
  state text not null,
  outcome text not null,
  warning jsonb,
  size_bytes bigint,
  added_bytes bigint,
  file_count bigint,
  acknowledged_at timestamptz(3),
  acknowledged_by text,
  facts jsonb not null default '{}'::jsonb,
  sample jsonb not null default '[]'::jsonb,
  kept_because jsonb,
  expires_at timestamptz(3),
  forgotten_at timestamptz(3),
  purge_after timestamptz(3),
  proven_at timestamptz(3),
  damage jsonb,
  catalogued_at timestamptz(3),
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  provider_expires_at timestamptz(3),
  missing_since timestamptz(3),
  kept_until timestamptz(3),
  constraint recovery_points_pkey primary key (id),
  constraint recovery_points_server_id_method_ref_key unique (server_id, method, ref),
  constraint recovery_points_method_check check ((method in ('native', 'snapshot', 'files'))),
  constraint recovery_points_outcome_check check ((outcome in ('succeeded', 'warning'))),
  constraint recovery_points_state_check check ((state in ('available', 'forgotten', 'gone')))
);
create index recovery_points_by_kind on recovery_points (server_id, method, state, outcome);
create index recovery_points_by_protection on recovery_points (protection_id, taken_at desc) where (state = 'available'::text);
create index recovery_points_by_repository on recovery_points (repository_id, taken_at desc) where (repository_id is not null);
create index recovery_points_by_server on recovery_points (server_id, taken_at desc, id desc);
create index recovery_points_safety_over on recovery_points (expires_at, server_id) where ((method = 'snapshot'::text) and (state = 'available'::text) and (protection_id is null) and (run_id is not null));
create index recovery_points_uncatalogued on recovery_points (id) where ((method = 'files'::text) and (state = 'available'::text) and (catalogued_at is null));

create table repositories (
  id text not null,
  server_id text not null,
  storage_location_id text not null,
  sealed_password text not null,
  initialized_at timestamptz(3),
  quota_bytes bigint,
  bytes bigint not null default 0,
  objects bigint not null default 0,
  trash_bytes bigint not null default 0,
  trash_objects bigint not null default 0,
  maintenance_run_id text,
  maintenance_until timestamptz(3),
  last_checked_at timestamptz(3),
  last_check_outcome text,
  last_pruned_at timestamptz(3),
  last_scrubbed_at timestamptz(3),
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  kit_read_at timestamptz(3),
  constraint repositories_pkey primary key (id),
  constraint repositories_server_id_key unique (server_id),
  constraint repositories_bytes_check check ((bytes >= 0)),
  constraint repositories_last_check_outcome_check check ((last_check_outcome in ('passed', 'failed'))),
  constraint repositories_objects_check check ((objects >= 0)),
  constraint repositories_quota_bytes_check check ((quota_bytes > 0)),
  constraint repositories_trash_bytes_check check ((trash_bytes >= 0)),
  constraint repositories_trash_objects_check check ((trash_objects >= 0))
);
create index repositories_by_location on repositories (storage_location_id);

create table repository_objects (
  repository_id text not null,
  type text not null,
  name text not null,
  sha256 text not null,
  bytes bigint not null,
  credential_id text not null,
  received_at timestamptz(3) not null,
  trashed_at timestamptz(3),
  purge_after timestamptz(3),
  scrubbed_at timestamptz(3),
  damage text,
  misplaced boolean not null default false,
  constraint repository_objects_pkey primary key (repository_id, type, name),
  constraint repository_objects_check check (((trashed_at is null) = (purge_after is null))),
  constraint repository_objects_damage_check check ((damage in ('missing', 'changed'))),
  constraint repository_objects_type_check check ((type in ('config', 'keys', 'locks', 'data', 'index', 'snapshots')))
);
create index repository_objects_by_credential on repository_objects (credential_id) where (type = 'locks'::text);
create index repository_objects_by_purge on repository_objects (purge_after) where (purge_after is not null);
create index repository_objects_by_scrub on repository_objects (repository_id, scrubbed_at nulls first) where (trashed_at is null);
create index repository_objects_damaged on repository_objects (repository_id) where (damage is not null);
create index repository_objects_misplaced on repository_objects (repository_id) where misplaced;

create table repository_usage (
  repository_id text not null,
  day date not null,
  bytes bigint not null,
  objects bigint not null,
  trash_bytes bigint not null,
  recovery_points integer not null,
  constraint repository_usage_pkey primary key (repository_id, day)
);

create table restores (
  id text not null,
  run_id text not null,
  server_id text not null,
  recovery_point_id text not null,
  mode text not null,
  target_server_id text,
  target_path text,
  include jsonb not null default '[]'::jsonb,
  overwrite text not null,
  dry_run boolean not null default false,
  safety_run_id text,
  created_at timestamptz(3) not null,
  new_server jsonb,
  health jsonb,
  accept_loss jsonb,
  constraint restores_pkey primary key (id),
  constraint restores_run_id_key unique (run_id),
  constraint restores_mode_check check ((mode in ('in_place', 'new_server', 'path', 'download'))),
  constraint restores_overwrite_check check ((overwrite in ('always', 'if-changed', 'if-newer', 'never')))
);
create index restores_by_recovery_point on restores (recovery_point_id);
create index restores_by_server on restores (server_id, id desc);

create table root_passwords (
  server_id text not null,
  for_kind text not null,
  for_id text,
  sealed_password text not null,
  expires_at timestamptz(3) not null,
  constraint root_passwords_pkey primary key (server_id)
);

create table run_log (
  run_id text not null,
  seq bigint not null generated always as identity,
  at timestamptz(3) not null,
  level text not null,
  message text not null,
  constraint run_log_pkey primary key (run_id, seq),
  constraint run_log_level_check check ((level in ('info', 'warning', 'error')))
);

create table runs (
  id text not null,
  kind text not null,
  organization_id text,
  server_id text,
  server_name text,
  provider_account_id text,
  parent_run_id text,
  state text not null,
  outcome text,
  progress jsonb not null,
  stats jsonb not null,
  error jsonb,
  requested_by_kind text not null,
  requested_by_id text,
  requested_by_name text not null,
  sent_at timestamptz(3),
  action_ref text,
  cancel_requested_at timestamptz(3),
  started_at timestamptz(3),
  finished_at timestamptz(3),
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  constraint runs_pkey primary key (id),
  constraint runs_check check (((state = 'finished'::text) = (outcome is not null))),
  constraint runs_check1 check (((state = 'finished'::text) = (finished_at is not null))),
  constraint runs_kind_check check ((kind in ('enable', 'disable', 'schedule', 'sync', 'backup', 'restore', 'drill', 'forget', 'prune', 'check', 'scrub', 'copy', 'deploy', 'bulk'))),
  constraint runs_outcome_check check ((outcome in ('succeeded', 'warning', 'failed', 'cancelled', 'expired'))),
  constraint runs_requested_by_kind_check check ((requested_by_kind in ('user', 'api_key', 'system', 'anonymous'))),
  constraint runs_state_check check ((state in ('queued', 'running', 'finished')))
);
create index runs_by_kind on runs (kind, id desc);
create index runs_by_organization on runs (organization_id, id desc);
create index runs_by_outcome on runs (outcome, id desc);
create index runs_by_parent on runs (parent_run_id, id desc) where (parent_run_id is not null);
create index runs_by_provider_account on runs (provider_account_id, id desc) where (provider_account_id is not null);
create index runs_by_server on runs (server_id, id desc);
create index runs_error_words on runs using gin (lower((error ->> 'message'::text)) gin_trgm_ops) where (error is not null);
create index runs_failed_backups on runs (id) include (organization_id, created_at) where ((outcome = 'failed'::text) and (kind = 'backup'::text));
create index runs_unfinished on runs (state, id desc) where (state <> 'finished'::text);
create index runs_with_error on runs (id) where (error is not null);

create table server_counts (
  organization_id text not null,
  provider text not null,
  backups_enabled boolean not null,
  rpo_status text,
  servers integer not null
);
create index server_counts_by_kind on server_counts (backups_enabled, rpo_status) include (servers);
create index server_counts_by_organization on server_counts (organization_id);

create table server_orders (
  run_id text not null,
  server_id text not null,
  image text not null,
  of_point boolean not null,
  past jsonb,
  state text not null,
  until timestamptz(3) not null,
  due_at timestamptz(3) not null,
  created_at timestamptz(3) not null,
  constraint server_orders_pkey primary key (run_id),
  constraint server_orders_state_check check ((state in ('open', 'ended')))
);
create index server_orders_open on server_orders (due_at) where (state = 'open'::text);

create table servers (
  id text not null,
  organization_id text not null,
  provider_account_id text,
  provider text not null,
  provider_ref text,
  name text not null,
  provider_name text not null,
  plan_type text not null default 'basic'::text,
  region text,
  size text,
  status text not null,
  provider_status text not null,
  locked boolean not null default false,
  critical boolean not null default false,
  price_minor bigint,
  currency text,
  addon_ids integer[],
  native_state text not null default 'unknown'::text,
  native_schedule jsonb,
  native_next_at timestamptz(3),
  managed_in_panel boolean not null default false,
  observed_at timestamptz(3),
  provider_created_at timestamptz(3),
  backups_enabled boolean not null default false,
  backups_enabled_at timestamptz(3),
  protections jsonb not null default '[]'::jsonb,
  last_backup_at timestamptz(3),
  storage_bytes bigint,
  rpo_status text,
  missing_listings integer not null default 0,
  missing_since timestamptz(3),
  last_seen_at timestamptz(3),
  lease_fence bigint not null default 0,
  lease_holder text,
  lease_until timestamptz(3),
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  strip jsonb,
  facts_due_at timestamptz(3),
  point_refs text[],
  newest_native_at timestamptz(3),
  history_read_at timestamptz(3),
  history_due_at timestamptz(3),
  health_port integer,
  disk_bytes bigint,
  native_points integer not null default 0,
  snapshot_points integer not null default 0,
  file_points integer not null default 0,
  snapshot_bytes bigint,
  posture text[] not null default '{drill_untested,no_copy_outside,one_kind}'::text[],
  health_ping boolean not null default false,
  constraint servers_pkey primary key (id),
  constraint servers_provider_account_id_provider_ref_key unique (provider_account_id, provider_ref),
  constraint servers_account_check check (((provider_account_id is null) = (provider = 'machine'::text))),
  constraint servers_health_port_check check (((health_port >= 1) and (health_port <= 65535))),
  constraint servers_name_check check (((length(name) >= 1) and (length(name) <= 255))),
  constraint servers_native_state_check check ((native_state in ('on', 'off', 'unknown'))),
  constraint servers_one_health_check check (((health_port is null) or (not health_ping))),
  constraint servers_rpo_status_check check ((rpo_status in ('met', 'at_risk', 'missed'))),
  constraint servers_status_check check ((status in ('running', 'stopped', 'provisioning', 'error', 'unknown')))
);
create index servers_by_age_of_backup on servers (coalesce(last_backup_at, backups_enabled_at)) where backups_enabled;
create index servers_by_backups on servers (backups_enabled, lower(name), id);
create index servers_by_beginning_of_ref on servers (provider_ref text_pattern_ops);
create index servers_by_history_due on servers (provider_account_id, history_due_at) where (history_due_at is not null);
create index servers_by_last_backup on servers (coalesce(last_backup_at, '-infinity'::timestamp with time zone), id);
create index servers_by_name on servers (lower(name), id);
create index servers_by_organization on servers (organization_id, lower(name), id);
create index servers_by_part_of_name on servers using gin (lower(name) gin_trgm_ops);
create index servers_by_plan_type on servers (plan_type, lower(name), id);
create index servers_by_posture on servers using gin (posture);
create index servers_by_protections on servers using gin (protections jsonb_path_ops);
create index servers_by_provider on servers (provider, lower(name), id);
create index servers_by_provider_ref on servers (provider, provider_ref);
create index servers_by_region on servers (region, lower(name), id);
create index servers_by_rpo on servers (rpo_status, lower(name), id) include (critical, last_backup_at) where (rpo_status in ('missed', 'at_risk'));
create index servers_by_status on servers (status, lower(name), id);
create index servers_by_storage on servers (coalesce(storage_bytes, ('-1'::integer)::bigint), id);
create index servers_by_trouble on servers ((
case
    when (missing_since is not null) then 0
    when (rpo_status = 'missed'::text) then 1
    when (protections @> '[{"phase": "failed"}]'::jsonb) then 2
    when (posture @> '{drill_failed}'::text[]) then 3
    when (protections @> '[{"drift": true}]'::jsonb) then 4
    when (protections @> '[{"phase": "needs_operator"}]'::jsonb) then 5
    when (rpo_status = 'at_risk'::text) then 6
    when ((protections @> '[{"phase": "enabling"}]'::jsonb) or (protections @> '[{"phase": "disabling"}]'::jsonb)) then 7
    when (backups_enabled and (last_backup_at is null)) then 8
    when (protections @> '[{"phase": "paused"}]'::jsonb) then 9
    when backups_enabled then 11
    else 10
end), lower(name), id);
create index servers_critical on servers (lower(name), id) where critical;
create index servers_drill_failed on servers (lower(name), id) include (critical, last_backup_at) where (posture @> '{drill_failed}'::text[]);
create index servers_facts_due on servers (facts_due_at) where (facts_due_at is not null);
create index servers_in_trouble on servers (organization_id, backups_enabled) where ((missing_since is not null) or (rpo_status in ('missed', 'at_risk')) or (protections @? '$[*]?(@."phase" != "idle" || @."drift" == true)'::jsonpath) or (posture @> '{drill_failed}'::text[]));
create index servers_missing on servers (missing_since, id) where (missing_since is not null);
create index servers_protected_by_account on servers (provider_account_id) where backups_enabled;
create index servers_troubled on servers (lower(name), id) where (protections @? '$[*]?(@."phase" != "idle" || @."drift" == true)'::jsonpath);
create index servers_with_miss on servers (lower(name), id) where (((strip ->> 'image'::text) || (strip ->> 'files'::text)) ~ 'm'::text);
create index servers_with_warning on servers (lower(name), id) where (((strip ->> 'image'::text) || (strip ->> 'files'::text)) ~ '[wx]'::text);
create index servers_without_backup on servers (backups_enabled_at) where (backups_enabled and (last_backup_at is null));

create table sessions (
  id text not null,
  user_id text not null,
  token text not null,
  ip_address text,
  user_agent text,
  expires_at timestamptz(3) not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  constraint sessions_pkey primary key (id),
  constraint sessions_token_key unique (token)
);
create index sessions_by_expiry on sessions (expires_at);
create index sessions_by_user on sessions (user_id);

create table snapshot_orders (
  run_id text not null,
  server_id text not null,
  protection_id text,
  name text not null,
  purpose text not null,
  state text not null,
  until timestamptz(3) not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  past jsonb,
  constraint snapshot_orders_pkey primary key (run_id),
  constraint snapshot_orders_purpose_check check ((purpose in ('schedule', 'on_demand', 'safety'))),
  constraint snapshot_orders_state_check check ((state in ('open', 'ended')))
);
create unique index snapshot_orders_open on snapshot_orders (server_id) where (state = 'open'::text);

create table storage_location_days (
  storage_location_id text not null,
  day date not null,
  bytes bigint not null,
  constraint storage_location_days_pkey primary key (storage_location_id, day)
);

create table storage_locations (
  id text not null,
  name text not null,
  kind text not null,
  settings jsonb not null,
  sealed_credentials text,
  failure_domain text not null,
  is_default boolean not null default false,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  free_bytes bigint,
  free_at timestamptz(3),
  gb_month_micros bigint,
  gb_month_currency text,
  price_as_of date,
  constraint storage_locations_pkey primary key (id),
  constraint storage_locations_failure_domain_check check (((length(failure_domain) >= 1) and (length(failure_domain) <= 100))),
  constraint storage_locations_free_bytes_check check ((free_bytes >= 0)),
  constraint storage_locations_gb_month_currency_check check ((gb_month_currency ~ '^[A-Z]{3}$'::text)),
  constraint storage_locations_gb_month_micros_check check ((gb_month_micros >= 0)),
  constraint storage_locations_kind_check check ((kind in ('disk', 's3'))),
  constraint storage_locations_name_check check (((length(name) >= 1) and (length(name) <= 100))),
  constraint storage_locations_price_check check ((num_nulls(gb_month_micros, gb_month_currency, price_as_of) = any (array[0, 3])))
);
create unique index storage_locations_by_name on storage_locations (lower(name));
create unique index storage_locations_one_default on storage_locations (is_default) where is_default;

create table stripe_customers (
  id text not null,
  organization_id text not null,
  created_at timestamptz(3) not null,
  constraint stripe_customers_pkey primary key (id),
  constraint stripe_customers_organization_id_key unique (organization_id)
);

create table stripe_events (
  id text not null,
  type text not null,
  stripe_subscription_id text,
  stripe_customer_id text,
  stripe_created_at timestamptz(3) not null,
  received_at timestamptz(3) not null,
  state text not null,
  reason text,
  handled_at timestamptz(3),
  constraint stripe_events_pkey primary key (id),
  constraint stripe_events_state_check check ((state in ('pending', 'handled', 'ignored', 'unhandled', 'dismissed')))
);
create index stripe_events_by_state on stripe_events (state, received_at desc, id desc);
create index stripe_events_by_time on stripe_events (received_at desc, id desc);
create index stripe_events_open on stripe_events (stripe_subscription_id) where (state in ('pending', 'unhandled'));

create table stripe_subscriptions (
  id text not null,
  asked bigint not null default 0,
  queued bigint not null default 0,
  written bigint not null default 0,
  constraint stripe_subscriptions_pkey primary key (id)
);

create table subscriptions (
  id text not null,
  organization_id text not null,
  plan_id text not null,
  quantity integer not null,
  status text not null,
  source text not null,
  price_minor integer not null,
  currency text not null,
  price_as_of date not null,
  stripe_subscription_id text,
  stripe_item_id text,
  stripe_price_id text,
  past_due_since timestamptz(3),
  current_period_end timestamptz(3),
  ends_at timestamptz(3),
  lapsed_at timestamptz(3),
  reason text,
  merged_into text,
  requested_by_id text,
  requested_by_name text not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  constraint subscriptions_pkey primary key (id),
  constraint subscriptions_stripe_item_id_key unique (stripe_item_id),
  constraint subscriptions_check check (((stripe_item_id is null) or (stripe_subscription_id is not null))),
  constraint subscriptions_currency_check check ((currency ~ '^[A-Z]{3}$'::text)),
  constraint subscriptions_price_minor_check check ((price_minor >= 0)),
  constraint subscriptions_quantity_check check ((quantity >= 0)),
  constraint subscriptions_source_check check ((source in ('grant', 'addon', 'request', 'stripe'))),
  constraint subscriptions_status_check check ((status in ('requested', 'active', 'trialing', 'past_due', 'paused', 'unpaid', 'incomplete', 'canceled', 'declined')))
);
create index subscriptions_by_merged on subscriptions (merged_into) where (merged_into is not null);
create index subscriptions_by_organization on subscriptions (organization_id, id desc);
create index subscriptions_by_plan on subscriptions (plan_id);
create index subscriptions_by_stripe on subscriptions (stripe_subscription_id) where (stripe_subscription_id is not null);
create unique index subscriptions_one_request on subscriptions (organization_id, plan_id) where (status = 'requested'::text);
create index subscriptions_with_end on subscriptions (id) where ((lapsed_at is null) and (status in ('active', 'trialing', 'past_due')) and ((ends_at is not null) or (past_due_since is not null)));

create table throwaway_servers (
  run_id text not null,
  server_id text not null,
  recovery_point_id text not null,
  provider_account_id text not null,
  name text not null,
  point_ref text not null,
  region text not null,
  size text not null,
  cost_minor bigint not null,
  currency text not null,
  health_port integer,
  sent_at timestamptz(3),
  provider_ref text,
  action_ref text,
  health jsonb,
  judged jsonb,
  gone_at timestamptz(3),
  held_until timestamptz(3),
  touched_at timestamptz(3) not null,
  created_at timestamptz(3) not null,
  health_ping boolean not null default false,
  constraint throwaway_servers_pkey primary key (run_id),
  constraint throwaway_servers_name_key unique (name)
);
create index throwaway_servers_by_account on throwaway_servers (provider_account_id);

create table troubles (
  kind text not null,
  subject text not null,
  organization_id text,
  since timestamptz(3) not null,
  constraint troubles_pkey primary key (subject, kind)
);
create index troubles_by_kind on troubles (kind, subject);
create index troubles_by_organization on troubles (organization_id);

create table two_factors (
  id text not null,
  user_id text not null,
  secret text not null,
  backup_codes text not null,
  verified boolean not null default false,
  failed_verification_count integer not null default 0,
  locked_until timestamptz(3),
  last_used_step integer,
  constraint two_factors_pkey primary key (id)
);
create index two_factors_by_user on two_factors (user_id);

create table usage_days (
  server_id text not null,
  day date not null,
  method text not null,
  organization_id text not null,
  provider text not null,
  own_account boolean not null,
  points integer not null,
  bytes bigint not null,
  unsized integer not null,
  monthly_minor bigint,
  cost_minor bigint,
  currency text,
  price_as_of date,
  constraint usage_days_pkey primary key (server_id, day, method),
  constraint usage_days_check check ((((monthly_minor is null) = (cost_minor is null)) and ((cost_minor is null) or (currency is not null)))),
  constraint usage_days_cost_minor_check check ((cost_minor >= 0)),
  constraint usage_days_method_check check ((method in ('native', 'snapshot', 'files'))),
  constraint usage_days_monthly_minor_check check ((monthly_minor >= 0))
);
create index usage_days_by_day on usage_days (day);

create table usage_progress (
  id boolean not null default true,
  through date not null,
  constraint usage_progress_pkey primary key (id),
  constraint usage_progress_id_check check (id)
);

create table usage_totals (
  organization_id text not null,
  day date not null,
  provider text not null,
  method text not null,
  currency text not null,
  points bigint not null,
  bytes bigint not null,
  monthly_minor bigint not null,
  cost_minor bigint not null,
  unpriced integer not null,
  constraint usage_totals_pkey primary key (organization_id, day, provider, method, currency)
);
create index usage_totals_by_day on usage_totals (day, organization_id);

create table users (
  id text not null,
  name text not null,
  email text not null,
  email_verified boolean not null default false,
  image text,
  operator boolean not null default false,
  two_factor_enabled boolean not null default false,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  time_zone text,
  constraint users_pkey primary key (id),
  constraint users_email_key unique (email),
  constraint users_email_check check ((email = lower(email)))
);

create table verifications (
  id text not null,
  identifier text not null,
  value text not null,
  expires_at timestamptz(3) not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  constraint verifications_pkey primary key (id)
);
create index verifications_by_identifier on verifications (identifier);

create table worker_processes (
  id text not null,
  host text not null,
  seen_at timestamptz(3) not null,
  constraint worker_processes_pkey primary key (id)
);

alter table accounts add constraint accounts_user_id_fkey foreign key (user_id) references users(id) on delete cascade;
alter table agent_commands add constraint agent_commands_repository_id_fkey foreign key (repository_id) references repositories(id);
alter table agent_commands add constraint agent_commands_run_id_fkey foreign key (run_id) references runs(id) on delete cascade;
alter table agent_commands add constraint agent_commands_server_id_fkey foreign key (server_id) references servers(id) on delete cascade;
alter table agents add constraint agents_server_id_fkey foreign key (server_id) references servers(id) on delete cascade;
alter table api_keys add constraint api_keys_created_by_fkey foreign key (created_by) references users(id) on delete cascade;
alter table api_keys add constraint api_keys_organization_id_fkey foreign key (organization_id) references organizations(id) on delete cascade;
alter table bulk_items add constraint bulk_items_run_id_fkey foreign key (run_id) references runs(id) on delete cascade;
alter table bulk_works add constraint bulk_works_run_id_fkey foreign key (run_id) references runs(id) on delete cascade;
alter table drills add constraint drills_recovery_point_id_fkey foreign key (recovery_point_id) references recovery_points(id) on delete cascade;
alter table drills add constraint drills_run_id_fkey foreign key (run_id) references runs(id) on delete cascade;
alter table drills add constraint drills_server_id_fkey foreign key (server_id) references servers(id) on delete cascade;
alter table enrolments add constraint enrolments_organization_id_fkey foreign key (organization_id) references organizations(id) on delete cascade;
alter table enrolments add constraint enrolments_server_id_fkey foreign key (server_id) references servers(id) on delete cascade;
alter table fleet_sums add constraint fleet_sums_organization_id_fkey foreign key (organization_id) references organizations(id) on delete cascade;
alter table gateway_credentials add constraint gateway_credentials_repository_id_fkey foreign key (repository_id) references repositories(id);
alter table image_drills add constraint image_drills_server_id_fkey foreign key (server_id) references servers(id) on delete cascade;
alter table invitations add constraint invitations_invited_by_id_fkey foreign key (invited_by_id) references users(id) on delete cascade;
alter table invitations add constraint invitations_organization_id_fkey foreign key (organization_id) references organizations(id) on delete cascade;
alter table members add constraint members_organization_id_fkey foreign key (organization_id) references organizations(id) on delete cascade;
alter table members add constraint members_user_id_fkey foreign key (user_id) references users(id) on delete cascade;
alter table notices add constraint notices_organization_id_fkey foreign key (organization_id) references organizations(id) on delete cascade;
alter table notification_choices add constraint notification_choices_user_id_fkey foreign key (user_id) references users(id) on delete cascade;
alter table notification_deliveries add constraint notification_deliveries_organization_id_fkey foreign key (organization_id) references organizations(id) on delete cascade;
alter table notification_deliveries add constraint notification_deliveries_target_id_fkey foreign key (target_id) references notification_targets(id) on delete cascade;
alter table notification_deliveries add constraint notification_deliveries_user_id_fkey foreign key (user_id) references users(id) on delete cascade;
alter table notification_items add constraint notification_items_delivery_id_fkey foreign key (delivery_id) references notification_deliveries(id) on delete cascade;
alter table notification_items add constraint notification_items_notice_id_fkey foreign key (notice_id) references notices(id) on delete cascade;
alter table notification_items add constraint notification_items_target_id_fkey foreign key (target_id) references notification_targets(id) on delete cascade;
alter table notification_items add constraint notification_items_user_id_fkey foreign key (user_id) references users(id) on delete cascade;
alter table notification_targets add constraint notification_targets_organization_id_fkey foreign key (organization_id) references organizations(id) on delete cascade;
alter table one_time_links add constraint one_time_links_issued_by_id_fkey foreign key (issued_by_id) references users(id) on delete cascade;
alter table one_time_links add constraint one_time_links_user_id_fkey foreign key (user_id) references users(id) on delete cascade;
alter table operator_tasks add constraint operator_tasks_organization_id_fkey foreign key (organization_id) references organizations(id) on delete cascade;
alter table protected_days add constraint protected_days_organization_id_fkey foreign key (organization_id) references organizations(id) on delete cascade;
alter table protections add constraint protections_plan_id_fkey foreign key (plan_id) references plans(id);
alter table protections add constraint protections_server_id_fkey foreign key (server_id) references servers(id) on delete cascade;
alter table provider_accounts add constraint provider_accounts_organization_id_fkey foreign key (organization_id) references organizations(id);
alter table recommendations add constraint recommendations_organization_id_fkey foreign key (organization_id) references organizations(id) on delete cascade;
alter table recovery_points add constraint recovery_points_protection_id_fkey foreign key (protection_id) references protections(id) on delete set null;
alter table recovery_points add constraint recovery_points_repository_id_fkey foreign key (repository_id) references repositories(id);
alter table recovery_points add constraint recovery_points_server_id_fkey foreign key (server_id) references servers(id) on delete cascade;
alter table repositories add constraint repositories_server_id_fkey foreign key (server_id) references servers(id);
alter table repositories add constraint repositories_storage_location_id_fkey foreign key (storage_location_id) references storage_locations(id);
alter table repository_objects add constraint repository_objects_repository_id_fkey foreign key (repository_id) references repositories(id);
alter table repository_usage add constraint repository_usage_repository_id_fkey foreign key (repository_id) references repositories(id) on delete cascade;
alter table restores add constraint restores_recovery_point_id_fkey foreign key (recovery_point_id) references recovery_points(id) on delete cascade;
alter table restores add constraint restores_run_id_fkey foreign key (run_id) references runs(id) on delete cascade;
alter table restores add constraint restores_server_id_fkey foreign key (server_id) references servers(id) on delete cascade;
alter table restores add constraint restores_target_server_id_fkey foreign key (target_server_id) references servers(id) on delete set null;
alter table root_passwords add constraint root_passwords_server_id_fkey foreign key (server_id) references servers(id) on delete cascade;
alter table run_log add constraint run_log_run_id_fkey foreign key (run_id) references runs(id) on delete cascade;
alter table server_orders add constraint server_orders_run_id_fkey foreign key (run_id) references runs(id) on delete cascade;
alter table servers add constraint servers_organization_id_fkey foreign key (organization_id) references organizations(id);
alter table servers add constraint servers_provider_account_id_fkey foreign key (provider_account_id) references provider_accounts(id) on delete cascade;
alter table sessions add constraint sessions_user_id_fkey foreign key (user_id) references users(id) on delete cascade;
alter table snapshot_orders add constraint snapshot_orders_protection_id_fkey foreign key (protection_id) references protections(id) on delete set null;
alter table snapshot_orders add constraint snapshot_orders_run_id_fkey foreign key (run_id) references runs(id) on delete cascade;
alter table snapshot_orders add constraint snapshot_orders_server_id_fkey foreign key (server_id) references servers(id) on delete cascade;
alter table storage_location_days add constraint storage_location_days_storage_location_id_fkey foreign key (storage_location_id) references storage_locations(id) on delete cascade;
alter table stripe_customers add constraint stripe_customers_organization_id_fkey foreign key (organization_id) references organizations(id) on delete cascade;
alter table subscriptions add constraint subscriptions_merged_into_fkey foreign key (merged_into) references subscriptions(id) on delete cascade;
alter table subscriptions add constraint subscriptions_organization_id_fkey foreign key (organization_id) references organizations(id) on delete cascade;
alter table subscriptions add constraint subscriptions_plan_id_fkey foreign key (plan_id) references plans(id);
alter table throwaway_servers add constraint throwaway_servers_provider_account_id_fkey foreign key (provider_account_id) references provider_accounts(id) on delete cascade;
alter table troubles add constraint troubles_organization_id_fkey foreign key (organization_id) references organizations(id) on delete cascade;
alter table two_factors add constraint two_factors_user_id_fkey foreign key (user_id) references users(id) on delete cascade;
alter table usage_days add constraint usage_days_server_id_fkey foreign key (server_id) references servers(id) on delete cascade;

create trigger servers_counted after insert or delete on servers for each row execute function count_server();

create trigger servers_recounted after update on servers for each row when (((old.organization_id is distinct from new.organization_id) or (old.provider is distinct from new.provider) or (old.backups_enabled is distinct from new.backups_enabled) or (old.rpo_status is distinct from new.rpo_status))) execute function count_server();

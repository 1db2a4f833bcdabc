-- One thing that Backstay did or is doing, for people to see. No foreign keys: as with audit events, what happened stays when
-- those it happened to are gone, and a server that moves to another organization leaves its history where it was made.
create table runs (
  id text primary key,
  kind text not null check (kind in ('enable', 'disable', 'sync', 'backup', 'restore', 'drill', 'forget', 'prune', 'check', 'scrub', 'copy', 'deploy', 'bulk')),
  -- Without one it is the operators' own.
  organization_id text,
  server_id text,
  -- As it was named then.
  server_name text,
  provider_account_id text,
  parent_run_id text,
  state text not null check (state in ('queued', 'running', 'finished')),
  outcome text check (outcome in ('succeeded', 'warning', 'failed', 'cancelled', 'expired')),
  progress jsonb not null,
  stats jsonb not null,
  error jsonb,
  requested_by_kind text not null check (requested_by_kind in ('user', 'api_key', 'system', 'anonymous')),
  requested_by_id text,
  requested_by_name text not null,
  -- Written before a change that costs money is sent to a provider, so that nobody sends it twice.
  sent_at timestamptz(3),
  -- The provider's own operation that this run follows.
  action_ref text,
  cancel_requested_at timestamptz(3),
  started_at timestamptz(3),
  finished_at timestamptz(3),
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  check ((state = 'finished') = (outcome is not null)),
  check ((state = 'finished') = (finished_at is not null))
);
create index runs_by_organization on runs (organization_id, id desc);
create index runs_by_server on runs (server_id, id desc);
create index runs_by_provider_account on runs (provider_account_id, id desc) where provider_account_id is not null;
create index runs_by_parent on runs (parent_run_id, id desc) where parent_run_id is not null;
create index runs_by_kind on runs (kind, id desc);
create index runs_by_outcome on runs (outcome, id desc);
create index runs_unfinished on runs (state, id desc) where state <> 'finished';

create table run_log (
  run_id text not null references runs on delete cascade,
  seq bigint not null generated always as identity,
  at timestamptz(3) not null,
  level text not null check (level in ('info', 'warning', 'error')),
  message text not null,
  primary key (run_id, seq)
);

-- What only a person can do, such as cancelling an add-on in a provider's panel.
create table operator_tasks (
  id text primary key,
  kind text not null,
  organization_id text references organizations on delete cascade,
  -- No foreign key: the task outlives a server that is gone.
  server_id text,
  title text not null,
  detail text not null,
  link text,
  status text not null check (status in ('open', 'done')),
  done_by text,
  done_note text,
  done_at timestamptz(3),
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  check ((status = 'done') = (done_at is not null))
);
create unique index operator_tasks_one_open on operator_tasks (kind, server_id) nulls not distinct where status = 'open';
create index operator_tasks_by_status on operator_tasks (status, id desc);
create index operator_tasks_by_server on operator_tasks (server_id, id desc);
create index operator_tasks_by_organization on operator_tasks (organization_id);

-- Without an organization it is the operators'. Deleting an organization that still has one is refused.
create table provider_accounts (
  id text primary key,
  organization_id text references organizations,
  provider text not null,
  label text not null check (length(label) between 1 and 100),
  -- Replaces the provider's own address: sandbox clouds and proxies.
  endpoint text,
  sealed_credentials text not null,
  -- Rises with each change of credentials or endpoint, so that every process notices.
  credentials_version integer not null default 1,
  status text not null check (status in ('ok', 'unauthorized', 'unreachable', 'unchecked')),
  status_reason text,
  account_name text,
  scopes jsonb not null,
  checked_at timestamptz(3),
  last_sync_run_id text,
  last_synced_at timestamptz(3),
  -- The last listing that had all servers in it (DESIGN rule 9).
  last_complete_at timestamptz(3),
  next_sync_at timestamptz(3) not null,
  -- Rises with each sync that begins; one that was overtaken can write no more.
  sync_fence bigint not null default 0,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
create index provider_accounts_by_organization on provider_accounts (organization_id, id);
create index provider_accounts_by_next_sync on provider_accounts (next_sync_at);

-- Deleting an organization that still has servers is refused: a server is never lost with a customer.
create table servers (
  id text primary key,
  organization_id text not null references organizations,
  provider_account_id text not null references provider_accounts on delete cascade,
  provider text not null,
  -- Null while it is being made.
  provider_ref text,
  name text not null check (length(name) between 1 and 255),
  -- The provider's name for it. A server that nobody renamed here follows it.
  provider_name text not null,
  plan_type text not null default 'basic',
  region text,
  size text,
  status text not null check (status in ('running', 'stopped', 'provisioning', 'error', 'unknown')),
  provider_status text not null,
  locked boolean not null default false,
  critical boolean not null default false,
  price_minor bigint,
  currency text,
  addon_ids integer[],
  native_state text not null default 'unknown' check (native_state in ('on', 'off', 'unknown')),
  native_schedule jsonb,
  native_next_at timestamptz(3),
  managed_in_panel boolean not null default false,
  -- When the reading began that the columns above come from; an older reading never replaces a newer one.
  observed_at timestamptz(3),
  provider_created_at timestamptz(3),
  -- True exactly when at least one protection is observed on (DESIGN rule 2). A purchase, an import or a deployment never sets it.
  backups_enabled boolean not null default false,
  backups_enabled_at timestamptz(3),
  -- How the protections stand, for lists; written with them.
  protections jsonb not null default '[]'::jsonb,
  last_backup_at timestamptz(3),
  storage_bytes bigint,
  rpo_status text check (rpo_status in ('met', 'at_risk', 'missed')),
  -- Complete listings in a row without it; missing from the third on.
  missing_listings integer not null default 0,
  missing_since timestamptz(3),
  -- Exact to the hour.
  last_seen_at timestamptz(3),
  -- One change at a time: whoever holds the lease may write until another takes it, which raises the fence.
  lease_fence bigint not null default 0,
  lease_holder text,
  lease_until timestamptz(3),
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  unique (provider_account_id, provider_ref)
);
create index servers_by_name on servers (lower(name), id);
create index servers_by_storage on servers ((coalesce(storage_bytes, -1)), id);
create index servers_by_last_backup on servers ((coalesce(last_backup_at, '-infinity')), id);
create index servers_by_organization on servers (organization_id, lower(name), id);
create index servers_by_backups on servers (backups_enabled, lower(name), id);
create index servers_protected_by_account on servers (provider_account_id) where backups_enabled;
create index servers_by_provider on servers (provider, lower(name), id);
create index servers_by_status on servers (status, lower(name), id);
create index servers_by_provider_ref on servers (provider, provider_ref);
-- For searching: part of a name, and the beginning of the provider's id.
create extension if not exists pg_trgm with schema public;
create index servers_by_part_of_name on servers using gin (lower(name) gin_trgm_ops);
create index servers_by_beginning_of_ref on servers (provider_ref text_pattern_ops);
create index servers_missing on servers (missing_since, id) where missing_since is not null;
create index servers_by_age_of_backup on servers ((coalesce(last_backup_at, backups_enabled_at))) where backups_enabled;

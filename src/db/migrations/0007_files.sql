-- A server enrolled by hand stands at no provider: its provider is 'machine', and it has no account.
alter table servers alter column provider_account_id drop not null;
alter table servers add constraint servers_account_check check ((provider_account_id is null) = (provider = 'machine'));

-- Where objects lie. Only the gateway touches what is in it.
create table storage_locations (
  id text primary key,
  name text not null check (length(name) between 1 and 100),
  kind text not null check (kind in ('disk', 's3')),
  -- disk: {path}, empty for the folder in the data directory; s3: {endpoint, region, bucket, prefix, path_style}.
  settings jsonb not null,
  -- s3: {access_key_id, secret_access_key}.
  sealed_credentials text,
  -- What is lost together, such as a building. Two copies in one are no two copies.
  failure_domain text not null check (length(failure_domain) between 1 and 100),
  -- New repositories are made here.
  is_default boolean not null default false,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
create unique index storage_locations_by_name on storage_locations (lower(name));
create unique index storage_locations_one_default on storage_locations (is_default) where is_default;

-- One restic repository for each server. What is in it belongs to whoever the server belongs to.
create table repositories (
  id text primary key,
  -- No cascade: a server with a repository is not deleted while somebody may want to restore.
  server_id text not null unique references servers,
  storage_location_id text not null references storage_locations,
  sealed_password text not null,
  -- When restic wrote its config; null until then.
  initialized_at timestamptz(3),
  quota_bytes bigint check (quota_bytes > 0),
  -- Exact: changed in the transaction that writes or removes the object's row. Trash is counted by itself.
  bytes bigint not null default 0 check (bytes >= 0),
  objects bigint not null default 0 check (objects >= 0),
  trash_bytes bigint not null default 0 check (trash_bytes >= 0),
  trash_objects bigint not null default 0 check (trash_objects >= 0),
  -- While it is set and not past, only this run's credential may write or remove (DESIGN rule 13).
  maintenance_run_id text,
  maintenance_until timestamptz(3),
  last_checked_at timestamptz(3),
  last_check_outcome text check (last_check_outcome in ('passed', 'failed')),
  last_pruned_at timestamptz(3),
  -- Every object was hashed again since then; null until a first scrub ended.
  last_scrubbed_at timestamptz(3),
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
create index repositories_by_location on repositories (storage_location_id);

-- What the gateway took and acknowledged. This row decides what exists, not the store.
create table repository_objects (
  repository_id text not null references repositories,
  type text not null check (type in ('config', 'keys', 'locks', 'data', 'index', 'snapshots')),
  -- Lower-case hex SHA-256 of the object; 'config' for the config.
  name text not null,
  sha256 text not null,
  bytes bigint not null,
  -- The credential it was written under.
  credential_id text not null,
  received_at timestamptz(3) not null,
  -- Removed by maintenance, kept until it is purged; nobody lists it any more.
  trashed_at timestamptz(3),
  purge_after timestamptz(3),
  -- Hashed again by a scrub, and what that found.
  scrubbed_at timestamptz(3),
  damage text check (damage in ('missing', 'changed')),
  primary key (repository_id, type, name),
  check ((trashed_at is null) = (purge_after is null))
);
create index repository_objects_by_purge on repository_objects (purge_after) where purge_after is not null;
create index repository_objects_by_credential on repository_objects (credential_id) where type = 'locks';
create index repository_objects_by_scrub on repository_objects (repository_id, scrubbed_at nulls first) where trashed_at is null;
create index repository_objects_damaged on repository_objects (repository_id) where damage is not null;

-- The way into a repository for one run. It dies with the run's lease.
create table gateway_credentials (
  id text primary key,
  repository_id text not null references repositories,
  run_id text,
  rights text not null check (rights in ('init', 'backup', 'read', 'maintenance')),
  secret_hash text not null,
  expires_at timestamptz(3) not null,
  revoked_at timestamptz(3),
  created_at timestamptz(3) not null
);
create index gateway_credentials_by_repository on gateway_credentials (repository_id, id desc);
create index gateway_credentials_by_run on gateway_credentials (run_id);
create index gateway_credentials_ended on gateway_credentials (expires_at) where revoked_at is null;

-- Anything restorable that we know of: file snapshots now, images later.
create table recovery_points (
  id text primary key,
  server_id text not null references servers on delete cascade,
  -- Null for what no protection of ours made.
  protection_id text references protections on delete set null,
  method text not null check (method in ('native', 'snapshot', 'files')),
  repository_id text references repositories,
  -- restic's id (64 hex digits), or the provider's.
  ref text not null,
  -- What it is of, as the run's orders say: 'files', or a dump such as 'postgresql:shop'. Retention counts each by itself.
  source text not null default 'files',
  -- The run that recorded it; null for unsolicited ones, which count for nothing (DESIGN rule 12).
  run_id text,
  -- Server-side: when the gateway, or the provider, took it in.
  taken_at timestamptz(3) not null,
  state text not null check (state in ('available', 'forgotten', 'gone')),
  outcome text not null check (outcome in ('succeeded', 'warning')),
  -- Why it is a warning: {code, message}, such as skipped files or a shrink by half.
  warning jsonb,
  size_bytes bigint,
  added_bytes bigint,
  file_count bigint,
  -- When a person looked at what is wrong with it: a warning, damage, or that no run of ours made it.
  acknowledged_at timestamptz(3),
  acknowledged_by text,
  -- {paths, host, tags, restic_version}: what it holds.
  facts jsonb not null default '{}',
  -- Some files with the hash the agent took at backup time: [{path, bytes, modified_at, sha256}].
  sample jsonb not null default '[]',
  -- The last decision of retention: ["daily", …] where it is kept.
  kept_because jsonb,
  -- When retention will let it go if nothing changes; null where that cannot be said.
  expires_at timestamptz(3),
  forgotten_at timestamptz(3),
  purge_after timestamptz(3),
  proven_at timestamptz(3),
  -- Objects it needs were found damaged: {found_at, objects, files}.
  damage jsonb,
  catalogued_at timestamptz(3),
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  unique (server_id, method, ref)
);
create index recovery_points_by_server on recovery_points (server_id, taken_at desc, id desc);
create index recovery_points_by_protection on recovery_points (protection_id, taken_at desc) where state = 'available';
create index recovery_points_by_repository on recovery_points (repository_id, taken_at desc) where repository_id is not null;
create index recovery_points_uncatalogued on recovery_points (id) where method = 'files' and state = 'available' and catalogued_at is null;

-- How an agent gets its identity: once, by whoever holds the token.
create table enrolments (
  id text primary key,
  organization_id text not null references organizations on delete cascade,
  -- Null: a server is made for the machine that comes.
  server_id text references servers on delete cascade,
  server_name text,
  plan_type text not null default 'basic',
  token_hash text not null unique,
  allow_commands boolean not null default false,
  created_by_name text not null,
  used_at timestamptz(3),
  agent_id text,
  revoked_at timestamptz(3),
  expires_at timestamptz(3) not null,
  created_at timestamptz(3) not null
);
create index enrolments_by_organization on enrolments (organization_id, id desc);
create index enrolments_by_server on enrolments (server_id);

create table agents (
  id text primary key,
  server_id text not null references servers on delete cascade,
  secret_hash text not null,
  -- As the machine names itself; tells a reinstall from a copy of the agent's files.
  machine_id text not null,
  hostname text not null,
  os text not null,
  arch text not null,
  version text not null,
  protocol_version integer not null,
  restic_version text,
  -- Names of scripts in the hooks folder of that machine.
  hooks jsonb not null default '[]',
  allow_commands boolean not null default false,
  paused boolean not null default false,
  last_seen_at timestamptz(3) not null,
  -- When its secret was used first: until then the machine may ask for another one, since the reply may have been lost.
  confirmed_at timestamptz(3),
  -- Why it can do no work: {code, message}.
  trouble jsonb,
  replaced_by text,
  revoked_at timestamptz(3),
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
create unique index agents_one_of_server on agents (server_id) where revoked_at is null;
create index agents_by_last_seen on agents (last_seen_at) where revoked_at is null;

-- Work for the agent of a server; its run is what people see.
create table agent_commands (
  run_id text primary key references runs on delete cascade,
  server_id text not null references servers on delete cascade,
  -- Where its snapshots go or come from; a restore to another server reads the repository of the first.
  repository_id text not null references repositories,
  kind text not null check (kind in ('backup', 'restore')),
  -- What to do, without secrets; they are added when the agent takes it.
  orders jsonb not null,
  state text not null check (state in ('waiting', 'taken', 'ended')),
  -- How often an agent took it; a lost one is tried once more.
  tries integer not null default 0,
  agent_id text,
  credential_id text,
  lease_until timestamptz(3),
  -- The last report of this try that was taken in; one that is repeated adds nothing.
  report_seq integer not null default 0,
  -- Nobody takes it after this: the run ends as expired.
  expires_at timestamptz(3) not null,
  -- What the agent reported at its end, until it is worked into the records.
  result jsonb,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
-- One backup and one restore at a time on a server.
create unique index agent_commands_one_open on agent_commands (server_id, kind) where state <> 'ended';
create index agent_commands_of_agent on agent_commands (agent_id) where state = 'taken';

alter table protections add column retention jsonb;
-- Of files: {paths, excludes, one_file_system, dumps, before, after, limit_upload_kib, …}.
alter table protections add column settings jsonb;
-- When its schedule is due next; null where nothing of ours is scheduled.
alter table protections add column next_run_at timestamptz(3);
-- Retention removes nothing while it is set: {code, message, since}; a person or a fresh success releases it.
alter table protections add column retention_held jsonb;
-- When a person last let retention go on although nothing had succeeded lately.
alter table protections add column retention_released_at timestamptz(3);
create index protections_due on protections (next_run_at) where next_run_at is not null;

create table restores (
  id text primary key,
  run_id text not null unique references runs on delete cascade,
  -- The server whose recovery point it is.
  server_id text not null references servers on delete cascade,
  recovery_point_id text not null references recovery_points on delete cascade,
  mode text not null check (mode in ('in_place', 'new_server', 'path', 'download')),
  -- Where the files go: another server's id, and a folder.
  target_server_id text not null references servers on delete cascade,
  target_path text,
  -- Paths within the recovery point; empty for all.
  include jsonb not null default '[]',
  overwrite text not null check (overwrite in ('always', 'if-changed', 'if-newer', 'never')),
  dry_run boolean not null default false,
  -- The backup made before, as a way back.
  safety_run_id text,
  created_at timestamptz(3) not null
);
create index restores_by_server on restores (server_id, id desc);

-- What a drill proved, kept as evidence.
create table drills (
  id text primary key,
  run_id text not null unique references runs on delete cascade,
  server_id text not null references servers on delete cascade,
  recovery_point_id text not null references recovery_points on delete cascade,
  passed boolean not null,
  files bigint not null,
  bytes bigint not null,
  -- {restored, verified, compared: [{path, sha256, same}], problems: [...], restic_version, seconds}.
  evidence jsonb not null,
  finished_at timestamptz(3) not null
);
create index drills_by_server on drills (server_id, finished_at desc);
create index drills_by_recovery_point on drills (recovery_point_id);

-- What lists show of a server's last 30 days: {image, files, proof, last_day}.
alter table servers add column strip jsonb;
-- When time alone will change what its strip or RPO status says; null where nothing is expected of it.
alter table servers add column facts_due_at timestamptz(3);
create index servers_facts_due on servers (facts_due_at) where facts_due_at is not null;

-- What each repository held at the end of a day (UTC), or lately for today.
create table repository_usage (
  repository_id text not null references repositories on delete cascade,
  day date not null,
  bytes bigint not null,
  objects bigint not null,
  trash_bytes bigint not null,
  recovery_points integer not null,
  primary key (repository_id, day)
);

-- What can be restored of a server, for lists and sums; written with its other facts.
alter table servers
  add column native_points integer not null default 0,
  add column snapshot_points integer not null default 0,
  add column file_points integer not null default 0,
  -- Of those snapshots at the provider whose size is known: what it bills by.
  add column snapshot_bytes bigint;
update servers s
set native_points = p.native, snapshot_points = p.snapshot, file_points = p.files, snapshot_bytes = p.bytes
from (
  select server_id, count(*) filter (where method = 'native') as native, count(*) filter (where method = 'snapshot') as snapshot,
    count(*) filter (where method = 'files') as files, sum(size_bytes) filter (where method = 'snapshot')::bigint as bytes
  from recovery_points where state = 'available' group by server_id
) p
where p.server_id = s.id;

-- All counts of a fleet from one narrow index.
create index servers_standing on servers (organization_id, provider) include (backups_enabled, rpo_status);
-- Lists by what M12 filters by, each in the order of names.
create index servers_by_plan_type on servers (plan_type, lower(name), id);
create index servers_by_region on servers (region, lower(name), id);
create index servers_by_protections on servers using gin (protections jsonb_path_ops);
create index servers_with_miss on servers (lower(name), id) where (strip ->> 'image') || (strip ->> 'files') ~ 'm';
create index servers_with_warning on servers (lower(name), id) where (strip ->> 'image') || (strip ->> 'files') ~ '[wx]';
create index servers_critical on servers (lower(name), id) where critical;

-- Sums over servers that would take too long to add up for each reader: of each organization and provider, and of the whole
-- installation (without an organization). Made anew every minute; only rows that differ are written.
create table fleet_sums (
  organization_id text references organizations on delete cascade,
  provider text not null,
  servers integer not null,
  native_points bigint not null,
  snapshot_points bigint not null,
  file_points bigint not null,
  storage_bytes bigint not null,
  -- Backups are on, and what they take is not known.
  servers_of_unknown_size integer not null,
  -- [{currency, amount_minor}] a month, and how many ways of backing up it covers and leaves out.
  costs jsonb not null,
  costs_known integer not null,
  costs_unknown integer not null,
  -- [[day, good, warning, missed]]
  days jsonb not null,
  unique nulls not distinct (organization_id, provider)
);
create table fleet_sums_state (
  id boolean primary key default true check (id),
  as_of timestamptz(3) not null,
  -- The oldest day that prices used are of.
  prices_as_of date
);

-- What would do a customer good, worked out anew every few minutes. The id follows from what it is about, so the same
-- advice is the same row for ever, with what people said to it.
create table recommendations (
  id text primary key,
  kind text not null check (kind in ('unprotected', 'stale', 'drift', 'cheaper_method', 'longer_retention', 'unused_places', 'beyond_subscription')),
  organization_id text not null references organizations on delete cascade,
  -- A server, a plan, or the organization itself.
  subject_id text not null,
  -- What the words are made of.
  facts jsonb not null,
  -- How much it is about (servers, places, or minor units a month) and in which situation: when these change materially, what was
  -- dismissed comes back.
  extent bigint not null,
  situation text not null,
  -- Greater is more urgent.
  rank integer not null,
  -- What the operators pay is theirs alone.
  operators_only boolean not null,
  -- False when it no longer holds; kept where somebody said something to it.
  holds boolean not null,
  snoozed_until timestamptz(3),
  snoozed_by_name text,
  dismissed_at timestamptz(3),
  dismissed_by_id text,
  dismissed_by_name text,
  dismissed_why text,
  dismissed_extent bigint,
  dismissed_situation text,
  -- Claimed by whoever applies it, so that two clicks do it once.
  applied_at timestamptz(3),
  applied_by_name text,
  applied_situation text,
  applied_extent bigint,
  -- {run_id, message}; null while it is being applied.
  applied_result jsonb,
  first_seen_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  unique (kind, organization_id, subject_id)
);
create index recommendations_by_rank on recommendations (rank desc, id desc) where holds;
create index recommendations_of_organization on recommendations (organization_id, rank desc, id desc) where holds;
create table recommendations_state (
  id boolean primary key default true check (id),
  as_of timestamptz(3) not null
);
-- Backups that failed, day by day: few of all runs, and counted without looking at them.
create index runs_failed_backups on runs (id) include (organization_id, created_at) where outcome = 'failed' and kind = 'backup';

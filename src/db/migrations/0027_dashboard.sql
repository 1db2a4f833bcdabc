-- Servers of which the newest drill failed: few, so that lists of them and their count touch no others.
create index servers_drill_failed on servers (lower(name), id) where posture @> '{drill_failed}'::text[];

-- Trouble first, as in 0019, with failed drills in their place. src/servers/state-queries.ts has it word for word.
drop index servers_by_trouble;
create index servers_by_trouble on servers ((case
  when missing_since is not null then 0
  when rpo_status = 'missed' then 1
  when protections @> '[{"phase":"failed"}]'::jsonb then 2
  when posture @> '{drill_failed}'::text[] then 3
  when protections @> '[{"drift":true}]'::jsonb then 4
  when protections @> '[{"phase":"needs_operator"}]'::jsonb then 5
  when rpo_status = 'at_risk' then 6
  when protections @> '[{"phase":"enabling"}]'::jsonb or protections @> '[{"phase":"disabling"}]'::jsonb then 7
  when backups_enabled and last_backup_at is null then 8
  when protections @> '[{"phase":"paused"}]'::jsonb then 9
  when backups_enabled then 11
  else 10 end), lower(name), id);

-- Of each organization and provider: ways of backing up that are wanted, and those of them that are on.
alter table fleet_sums add column protections integer not null default 0;
alter table fleet_sums add column protections_on integer not null default 0;
-- Backups that our schedules start in the next two days: [[beginning of a quarter of an hour, how many]].
alter table fleet_sums_state add column due jsonb not null default '[]';

-- How many servers of each organization had backups on at the end of each day (UTC), written soon after it: a day that was not written
-- then is not known. The house organization has a row for each day on record, so that a day without any is told from a day of nothing.
create table protected_days (
  organization_id text not null references organizations on delete cascade,
  day date not null,
  servers integer not null,
  primary key (day, organization_id)
);

-- Processes in the role worker: one row each, which its process keeps fresh and takes away when it stops.
create table worker_processes (
  id text primary key,
  host text not null,
  seen_at timestamptz(3) not null
);

-- Runs are searched by words of their errors, too: few runs have one. Of what few say the words find them, of what many say the newest
-- stand at the end of the second.
create index runs_error_words on runs using gin (lower(error ->> 'message') gin_trgm_ops) where error is not null;
create index runs_with_error on runs (id) where error is not null;

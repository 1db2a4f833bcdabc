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

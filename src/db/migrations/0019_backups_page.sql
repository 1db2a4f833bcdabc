-- Trouble first: how a server stands, the worst first, as far as time alone does not change it. Servers that are on and have no backup yet
-- stand together, whether or not the first one is late by now. src/servers/state-queries.ts has it word for word.
create index servers_by_trouble on servers ((case
  when missing_since is not null then 0
  when rpo_status = 'missed' then 1
  when protections @> '[{"phase":"failed"}]'::jsonb then 2
  when protections @> '[{"drift":true}]'::jsonb then 3
  when protections @> '[{"phase":"needs_operator"}]'::jsonb then 4
  when rpo_status = 'at_risk' then 5
  when protections @> '[{"phase":"enabling"}]'::jsonb or protections @> '[{"phase":"disabling"}]'::jsonb then 6
  when backups_enabled and last_backup_at is null then 7
  when protections @> '[{"phase":"paused"}]'::jsonb then 8
  when backups_enabled then 10
  else 9 end), lower(name), id);

-- Who takes a place of each plan: counted for the whole installation without looking at the protections themselves.
create index protections_places on protections (plan_id, server_id) where plan_id is not null;
drop index protections_by_plan;

-- What the overview counts and names of a large installation, by indexes alone.

-- Servers in a state that time alone does not change: few, and all that the counts of those in no state need of them.
-- src/servers/state-queries.ts has the condition word for word.
create index servers_in_trouble on servers (organization_id, backups_enabled)
  where missing_since is not null or rpo_status in ('missed', 'at_risk')
    or protections @? '$[*] ? (@.phase != "idle" || @.drift == true)' or posture @> '{drill_failed}'::text[];

-- As before, and with what tells the worst of them.
drop index servers_by_rpo;
create index servers_by_rpo on servers (rpo_status, lower(name), id) include (critical, last_backup_at)
  where rpo_status in ('missed', 'at_risk');
drop index servers_drill_failed;
create index servers_drill_failed on servers (lower(name), id) include (critical, last_backup_at)
  where posture @> '{drill_failed}'::text[];

-- The table keeps the room of all that was ever written in one minute, such as by the first sync of a large account. The sums are of its
-- few rows.
create index server_counts_by_kind on server_counts (backups_enabled, rpo_status) include (servers);

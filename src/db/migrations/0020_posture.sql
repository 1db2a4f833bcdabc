-- How well a server stands, in words that lists filter and sums count by: written with its other facts. What has no facts yet has
-- nothing of files and nothing that was tried.
alter table servers add column posture text[] not null default '{drill_untested,no_copy_outside,one_kind}';
create index servers_by_posture on servers using gin (posture);

-- Whoever reads a recovery kit has it: since when somebody did.
alter table repositories add column kit_read_at timestamptz(3);
update repositories r set kit_read_at = a.at
from (select target_id, min(at) as at from audit_events where action = 'repository.recovery_kit_read' group by target_id) a
where a.target_id = r.id;

-- Worked out anew for all that have something to tell.
update servers s set facts_due_at = least(coalesce(facts_due_at, now()), now())
where native_points + snapshot_points + file_points > 0 or exists (select from repositories r where r.server_id = s.id);

-- {word: servers with backups on}
alter table fleet_sums add column posture jsonb not null default '{}';
-- Servers with file backups, of which nobody tells the cost: apart from what a price is missing for.
alter table fleet_sums add column costs_of_files integer not null default 0;

-- What subscriptions bring a month, [{currency, amount_minor, places}], and how many servers take a place: of the same reading as the costs.
alter table fleet_sums_state add column revenue jsonb not null default '[]';
alter table fleet_sums_state add column places_used integer not null default 0;

-- Sums by size on a day, a page at a time.
create index usage_totals_by_day on usage_totals (day, organization_id);

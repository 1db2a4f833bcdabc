-- How many calls the provider still took when the account was last synced, as its headers said; null where they say nothing.
alter table provider_accounts
  add column rate_limit jsonb check (jsonb_typeof(rate_limit) = 'object');

-- Few servers are in trouble or on the move: lists of them, and their counts, touch no others.
create index servers_troubled on servers (lower(name), id)
  where protections @? '$[*] ? (@.phase != "idle" || @.drift == true)';
create index servers_without_backup on servers (backups_enabled_at) where backups_enabled and last_backup_at is null;
create index servers_by_rpo on servers (rpo_status, lower(name), id) where rpo_status in ('missed', 'at_risk');

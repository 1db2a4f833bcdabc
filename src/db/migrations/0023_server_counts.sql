-- How many servers there are of each kind, so that nobody has to count them one by one. A row is so many more of a kind, or fewer: what
-- changes is added here, and nobody waits for anybody. The sum over the rows is exactly true at any moment; they are put together every minute.
create table server_counts (
  organization_id text not null,
  provider text not null,
  backups_enabled boolean not null,
  rpo_status text,
  servers integer not null
);
create index server_counts_by_organization on server_counts (organization_id);

create function count_server() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then
    insert into server_counts values (old.organization_id, old.provider, old.backups_enabled, old.rpo_status, -1);
  end if;
  if tg_op <> 'DELETE' then
    insert into server_counts values (new.organization_id, new.provider, new.backups_enabled, new.rpo_status, 1);
  end if;
  return null;
end $$;
create trigger servers_counted after insert or delete on servers for each row execute function count_server();
create trigger servers_recounted after update on servers for each row
  when (old.organization_id is distinct from new.organization_id or old.provider is distinct from new.provider
    or old.backups_enabled is distinct from new.backups_enabled or old.rpo_status is distinct from new.rpo_status)
  execute function count_server();

insert into server_counts
select organization_id, provider, backups_enabled, rpo_status, count(*) from servers group by 1, 2, 3, 4;

-- It served this alone.
drop index servers_standing;

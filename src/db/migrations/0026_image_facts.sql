-- Whether a server that was restored has to answer a ping, for those that answer on no port.
alter table servers add column health_ping boolean not null default false;
alter table servers add constraint servers_one_health_check check (health_port is null or not health_ping);
alter table throwaway_servers add column health_ping boolean not null default false;

-- How long snapshots of the server, or of its like, took before: looked up once for each order, where its provider tells nothing.
alter table snapshot_orders add column past jsonb;

-- Until when the provider's own log of changes to images was read, where it keeps one (Contabo).
alter table provider_accounts add column image_changes_read_at timestamptz(3);

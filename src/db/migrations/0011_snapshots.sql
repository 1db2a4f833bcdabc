-- A snapshot that a run of ours asks a provider for. Its name is unique: after a crash or a time-out it tells whether there is one.
create table snapshot_orders (
  run_id text primary key references runs on delete cascade,
  server_id text not null references servers on delete cascade,
  -- Null for one that no schedule keeps, such as the one before a restore.
  protection_id text references protections on delete set null,
  name text not null,
  purpose text not null check (purpose in ('schedule', 'on_demand', 'safety')),
  state text not null check (state in ('open', 'ended')),
  -- Given up then.
  until timestamptz(3) not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
-- Two at once would only take each other's slot.
create unique index snapshot_orders_open on snapshot_orders (server_id) where state = 'open';

-- A restore to a new server: what was wished for, and the server while there is one. It stays on record when nothing came of it.
alter table restores alter column target_server_id drop not null;
alter table restores drop constraint restores_target_server_id_fkey;
alter table restores add constraint restores_target_server_id_fkey
  foreign key (target_server_id) references servers(id) on delete set null;
alter table restores add column new_server jsonb;
-- What was found after it: null until somebody looked.
alter table restores add column health jsonb;

-- Where a server answers when it is well; null: nobody says.
alter table servers add column health_port integer constraint servers_health_port_check check (health_port between 1 and 65535);

-- A password of root that the provider told once, for whoever asked for the server. Wiped when it was told, or when its time is over.
create table root_passwords (
  server_id text not null,
  for_kind text not null,
  for_id text,
  sealed_password text not null,
  expires_at timestamptz(3) not null,
  constraint root_passwords_pkey primary key (server_id),
  constraint root_passwords_server_id_fkey foreign key (server_id) references servers(id) on delete cascade
);

-- Servers that drills make and destroy. A row is written before the order, so that one which a crash left is found again.
create table throwaway_servers (
  run_id text not null,
  server_id text not null,
  recovery_point_id text not null,
  provider_account_id text not null,
  name text not null,
  point_ref text not null,
  region text not null,
  size text not null,
  -- What it can cost at most.
  cost_minor bigint not null,
  currency text not null,
  health_port integer,
  sent_at timestamptz(3),
  provider_ref text,
  action_ref text,
  health jsonb,
  -- What the drill found; from then on there is only the destroying left.
  judged jsonb,
  gone_at timestamptz(3),
  -- Whoever takes a step holds it so long.
  held_until timestamptz(3),
  touched_at timestamptz(3) not null,
  created_at timestamptz(3) not null,
  constraint throwaway_servers_pkey primary key (run_id),
  constraint throwaway_servers_name_key unique (name),
  constraint throwaway_servers_provider_account_id_fkey foreign key (provider_account_id) references provider_accounts(id) on delete cascade
);
create index throwaway_servers_by_account on throwaway_servers (provider_account_id);

-- An operator lets drills make servers of images, up to a price.
create table image_drills (
  server_id text not null,
  ceiling_minor bigint not null,
  currency text not null,
  -- Why the last one could not begin; null when nothing stood in its way.
  refused jsonb,
  next_at timestamptz(3) not null,
  created_at timestamptz(3) not null,
  constraint image_drills_pkey primary key (server_id),
  constraint image_drills_server_id_fkey foreign key (server_id) references servers(id) on delete cascade,
  constraint image_drills_ceiling_check check (ceiling_minor >= 0)
);
create index image_drills_by_next on image_drills (next_at);

-- One method switched on (or to be switched on or off) for one server: what is wanted, and what the provider or the agent shows.
create table protections (
  id text primary key,
  server_id text not null references servers on delete cascade,
  method text not null check (method in ('native', 'snapshot', 'files')),
  desired_state text not null check (desired_state in ('on', 'off')),
  observed_state text not null check (observed_state in ('on', 'off', 'unknown')),
  observed_at timestamptz(3),
  phase text not null check (phase in ('idle', 'enabling', 'disabling', 'paused', 'needs_operator', 'failed')),
  -- {code, message}: why it stands in this phase, and what to do.
  reason jsonb,
  -- The plan whose place it takes; every server takes one place of a plan, whatever its methods.
  plan_id text references plans,
  retention_days integer,
  schedule jsonb,
  -- The change at the provider that is under way, written before it is sent (DESIGN rule 10).
  attempt jsonb,
  -- The run that shows the present change.
  run_id text,
  -- Since when it is wanted; the newest are the first to lose their place.
  wanted_since timestamptz(3),
  -- It goes on without a paid place, until an operator decides (DESIGN rule 3).
  beyond_subscription boolean not null default false,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  unique (server_id, method),
  -- A place is taken exactly while backups are wanted.
  check ((plan_id is not null) = (desired_state = 'on'))
);
create index protections_by_plan on protections (plan_id) where plan_id is not null;

-- What a bulk change does, server by server; the run of kind bulk counts them.
create table bulk_toggle_items (
  run_id text not null references runs on delete cascade,
  server_id text not null,
  enable boolean not null,
  state text not null check (state in ('waiting', 'done', 'accepted', 'refused')),
  code text,
  message text,
  primary key (run_id, server_id)
);
create index bulk_toggle_items_waiting on bulk_toggle_items (run_id, server_id) where state = 'waiting';

-- Numbers of add-ons that a provider does not document, learned from what a purchase added to a server (Contabo).
create table known_addons (
  provider text not null,
  addon_id integer not null,
  meaning text not null check (meaning in ('backup', 'other')),
  created_at timestamptz(3) not null,
  primary key (provider, addon_id)
);

-- Whether this installation has, or had, the demo. The row stays when the demo is removed: it never comes back by itself.
create table demo (
  id boolean primary key default true check (id),
  state text not null check (state in ('wanted', 'present', 'removing', 'removed')),
  -- Steps of making it that are done: a start after a crash goes on from there.
  steps_done integer not null default 0,
  -- Port of each sandbox cloud by provider, so that the accounts' addresses stay true from start to start.
  ports jsonb not null default '{}'::jsonb,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);

-- What was made for the demo, by its name in the story. No foreign keys: an operator may remove a part before the whole.
create table demo_parts (
  key text primary key,
  kind text not null check (kind in ('provider_account', 'organization', 'subscription')),
  id text not null unique
);

-- One row for the whole installation. The root key itself is never stored, only its fingerprint (DESIGN rule 14).
create table installation (
  id boolean primary key default true check (id),
  name text not null,
  root_key_fingerprint text not null,
  created_at timestamptz(3) not null
);

create table users (
  id text primary key,
  name text not null,
  email text not null unique check (email = lower(email)),
  email_verified boolean not null default false,
  image text,
  operator boolean not null default false,
  two_factor_enabled boolean not null default false,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);

create table sessions (
  id text primary key,
  user_id text not null references users on delete cascade,
  token text not null unique,
  ip_address text,
  user_agent text,
  expires_at timestamptz(3) not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
create index sessions_by_user on sessions (user_id);
create index sessions_by_expiry on sessions (expires_at);

-- A way to sign in; here always provider_id 'credential' with the password's hash.
create table accounts (
  id text primary key,
  user_id text not null references users on delete cascade,
  account_id text not null,
  provider_id text not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz(3),
  refresh_token_expires_at timestamptz(3),
  scope text,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  unique (provider_id, account_id)
);
create index accounts_by_user on accounts (user_id);

create table verifications (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz(3) not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
create index verifications_by_identifier on verifications (identifier);

create table two_factors (
  id text primary key,
  user_id text not null references users on delete cascade,
  secret text not null,
  backup_codes text not null,
  verified boolean not null default false,
  failed_verification_count integer not null default 0,
  locked_until timestamptz(3),
  -- The time step of the newest code that was taken; it and those before it are not taken again.
  last_used_step integer
);
create index two_factors_by_user on two_factors (user_id);

create table organizations (
  id text primary key,
  name text not null check (length(name) between 1 and 100),
  house boolean not null default false,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
create unique index organizations_one_house on organizations (house) where house;
create unique index organizations_by_name on organizations (lower(name));

create table members (
  id text primary key,
  organization_id text not null references organizations on delete cascade,
  user_id text not null references users on delete cascade,
  role text not null check (role in ('owner', 'manager', 'viewer')),
  created_at timestamptz(3) not null,
  unique (organization_id, user_id)
);
create index members_by_user on members (user_id);

-- Without an organization it invites an operator.
create table invitations (
  id text primary key,
  organization_id text references organizations on delete cascade,
  email text not null check (email = lower(email)),
  role text not null check (role in ('owner', 'manager', 'viewer', 'operator')),
  token_hash text not null unique,
  invited_by text not null,
  -- The person behind it, also when a key of theirs made it, so that it ends with that person's rights.
  invited_by_id text references users on delete cascade,
  accepted_at timestamptz(3),
  revoked_at timestamptz(3),
  expires_at timestamptz(3) not null,
  created_at timestamptz(3) not null,
  check ((organization_id is null) = (role = 'operator'))
);
create index invitations_by_organization on invitations (organization_id, id);
create index invitations_by_inviter on invitations (invited_by_id);

-- Links that let somebody in once: the first operator's, and password resets.
create table one_time_links (
  id text primary key,
  purpose text not null check (purpose in ('first_operator', 'password_reset')),
  user_id text references users on delete cascade,
  -- The operator behind it; null for those that the machine itself gave out.
  issued_by_id text references users on delete cascade,
  token_hash text not null unique,
  used_at timestamptz(3),
  expires_at timestamptz(3) not null,
  created_at timestamptz(3) not null,
  check ((user_id is null) = (purpose = 'first_operator'))
);
create index one_time_links_by_user on one_time_links (user_id);
create index one_time_links_by_issuer on one_time_links (issued_by_id);

-- Of one organization with a role, or of the operators (no organization).
create table api_keys (
  id text primary key,
  organization_id text references organizations on delete cascade,
  role text check (role in ('owner', 'manager', 'viewer')),
  operator boolean not null,
  name text not null check (length(name) between 1 and 100),
  prefix text not null,
  key_hash text not null unique,
  created_by text references users on delete cascade,
  created_by_name text not null,
  expires_at timestamptz(3),
  last_used_at timestamptz(3),
  created_at timestamptz(3) not null,
  check (operator = (organization_id is null)),
  check (operator = (role is null))
);
create index api_keys_by_organization on api_keys (organization_id, id);
create index api_keys_by_creator on api_keys (created_by);

-- No foreign keys: what happened stays when those it happened to are gone.
create table audit_events (
  id text primary key,
  at timestamptz(3) not null,
  organization_id text,
  actor_kind text not null check (actor_kind in ('user', 'api_key', 'system', 'anonymous')),
  actor_id text,
  actor_name text not null,
  action text not null,
  target_kind text not null,
  target_id text not null,
  target_name text,
  before jsonb,
  after jsonb,
  ip_address text,
  user_agent text,
  request_id text
);
create index audit_events_by_organization on audit_events (organization_id, id desc);
create index audit_events_by_action on audit_events (action, id desc);
create index audit_events_by_actor on audit_events (actor_id, id desc);
create index audit_events_by_target on audit_events (target_id, id desc);

-- What open pages are told. Readers take only rows whose transaction is older than every running one, so that a slow
-- transaction's row is never skipped (see events/queries.ts).
create table events (
  xid xid8 not null default pg_current_xact_id(),
  id bigint generated always as identity,
  topic text not null,
  organization_id text,
  -- Set for events that only one person may see, such as those of sessions.
  user_id text,
  entity_id text not null,
  at timestamptz(3) not null,
  primary key (xid, id)
);
create index events_by_time on events (at);

-- The reply is sealed: it can hold a secret that is shown once.
create table idempotency_keys (
  caller_id text not null,
  key text not null,
  operation text not null,
  body_hash text not null,
  status integer,
  sealed_reply text,
  created_at timestamptz(3) not null,
  primary key (caller_id, key)
);
create index idempotency_keys_by_time on idempotency_keys (created_at);

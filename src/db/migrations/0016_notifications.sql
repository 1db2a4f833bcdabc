-- What people and programs may want to be told, written in the transaction of what happened.
create table notices (
  id text primary key,
  kind text not null,
  -- Null: the operators' own business.
  organization_id text references organizations on delete cascade,
  server_id text,
  run_id text,
  title text not null,
  detail text not null,
  -- Where to look, as a path of the web interface.
  link text,
  facts jsonb not null default '{}',
  -- More of the same: the first one was told at once, and this one waits for the daily message.
  again boolean not null default false,
  -- What is told once only has a name for it.
  told_once text,
  at timestamptz(3) not null,
  -- When it was decided who is told; null until then.
  sorted_at timestamptz(3)
);
create index notices_unsorted on notices (id) where sorted_at is null;
create index notices_by_time on notices (at);
create index notices_by_organization on notices (organization_id);
create unique index notices_told_once on notices (told_once) where told_once is not null;

-- What is wrong now and was told: so that the first failure is told at once, others with the rest, and the end once.
create table troubles (
  kind text not null,
  subject text not null,
  organization_id text references organizations on delete cascade,
  since timestamptz(3) not null,
  primary key (subject, kind)
);
create index troubles_by_organization on troubles (organization_id);
create index troubles_by_kind on troubles (kind, subject);

-- Where notices go besides the e-mail of people: webhooks and chats of an organization, or of the operators.
create table notification_targets (
  id text primary key,
  organization_id text references organizations on delete cascade,
  kind text not null check (kind in ('webhook', 'slack', 'discord', 'telegram', 'ntfy')),
  name text not null check (length(name) between 1 and 100),
  -- Of the address only what is no secret.
  shown_address text not null,
  sealed_settings text not null,
  notice_kinds text[] not null,
  enabled boolean not null default true,
  last_sent_at timestamptz(3),
  failing_since timestamptz(3),
  last_error text,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
create index notification_targets_by_organization on notification_targets (organization_id, id);

-- What a person chose; without a row the defaults of the role hold.
create table notification_choices (
  user_id text not null references users on delete cascade,
  notice_kind text not null,
  timing text not null check (timing in ('off', 'at_once', 'daily')),
  updated_at timestamptz(3) not null,
  primary key (user_id, notice_kind)
);

-- One message to one recipient, with all the notices that go in it.
create table notification_deliveries (
  id text primary key,
  -- Whose target it is, so that lists need no join.
  organization_id text references organizations on delete cascade,
  user_id text references users on delete cascade,
  target_id text references notification_targets on delete cascade,
  channel text not null check (channel in ('email', 'webhook', 'slack', 'discord', 'telegram', 'ntfy')),
  -- Where to, as shown to people.
  recipient text not null,
  title text not null,
  notice_count integer not null check (notice_count > 0),
  timing text not null check (timing in ('at_once', 'daily', 'test')),
  state text not null check (state in ('queued', 'sent', 'failed', 'dead')),
  attempts integer not null default 0,
  last_error text,
  -- When it is tried next; while it is being tried, when that counts as lost.
  next_attempt_at timestamptz(3),
  sent_at timestamptz(3),
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  check ((user_id is null) <> (target_id is null)),
  check ((state in ('queued', 'failed')) = (next_attempt_at is not null)),
  check ((state = 'sent') = (sent_at is not null))
);
create index notification_deliveries_by_user on notification_deliveries (user_id, id desc) where user_id is not null;
create index notification_deliveries_by_target on notification_deliveries (target_id, id desc) where target_id is not null;
create index notification_deliveries_by_organization on notification_deliveries (organization_id, id desc);
create index notification_deliveries_by_state on notification_deliveries (state, id desc);
create index notification_deliveries_due on notification_deliveries (next_attempt_at) where next_attempt_at is not null;
create index notification_deliveries_by_time on notification_deliveries (created_at);

-- A notice for a recipient; without a delivery it waits for the recipient's next message.
create table notification_items (
  notice_id text not null references notices on delete cascade,
  user_id text references users on delete cascade,
  target_id text references notification_targets on delete cascade,
  timing text not null check (timing in ('at_once', 'daily', 'test')),
  delivery_id text references notification_deliveries on delete cascade,
  check ((user_id is null) <> (target_id is null))
);
create unique index notification_items_of_user on notification_items (notice_id, user_id) where user_id is not null;
create unique index notification_items_of_target on notification_items (notice_id, target_id) where target_id is not null;
create index notification_items_by_user on notification_items (user_id) where user_id is not null;
create index notification_items_by_target on notification_items (target_id) where target_id is not null;
create index notification_items_waiting on notification_items (notice_id) where delivery_id is null;
create index notification_items_by_delivery on notification_items (delivery_id, notice_id) where delivery_id is not null;

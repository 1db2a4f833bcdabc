-- The way back from a restore says of itself that it is one: its run, and with it the order for it, may be forgotten before its time is over.
update recovery_points p set facts = p.facts || '{"safety": true}'
from snapshot_orders o where o.run_id = p.run_id and o.purpose = 'safety' and p.method = 'snapshot';

create index recovery_points_safety_over on recovery_points (expires_at, server_id)
  where method = 'snapshot' and state = 'available' and protection_id is null and run_id is not null;
create index restores_by_recovery_point on restores (recovery_point_id);

-- What each server's recovery points took up at the end of each day (UTC), and what the provider asks for it, at the prices known when the
-- day was written down. A row is written once and stays. `monthly_minor`: for a whole month like this day; `cost_minor`: this day's part
-- of it, cut so that all days of a month add up to the month exactly. Null: not known.
create table usage_days (
  server_id text not null references servers (id) on delete cascade,
  day date not null,
  method text not null check (method in ('native', 'snapshot', 'files')),
  organization_id text not null,
  provider text not null,
  -- The provider bills the organization, not the operators.
  own_account boolean not null,
  points integer not null,
  bytes bigint not null,
  -- Points of which nobody told the size.
  unsized integer not null,
  monthly_minor bigint check (monthly_minor >= 0),
  cost_minor bigint check (cost_minor >= 0),
  currency text,
  price_as_of date,
  primary key (server_id, day, method),
  check ((monthly_minor is null) = (cost_minor is null) and (cost_minor is null or currency is not null))
);
create index usage_days_by_day on usage_days (day);

-- The sums of a day, kept for good: by organization, and of all by provider. Money is what operators pay; amounts of different currencies
-- stand in rows of their own ('' where nothing is known), and are never added. `unpriced`: images of servers of which the cost is not known.
create table usage_totals (
  organization_id text not null,
  day date not null,
  provider text not null,
  method text not null,
  currency text not null,
  points bigint not null,
  bytes bigint not null,
  monthly_minor bigint not null,
  cost_minor bigint not null,
  unpriced integer not null,
  primary key (organization_id, day, provider, method, currency)
);
create table provider_usage_totals (
  day date not null,
  provider text not null,
  method text not null,
  currency text not null,
  points bigint not null,
  bytes bigint not null,
  monthly_minor bigint not null,
  cost_minor bigint not null,
  unpriced integer not null,
  primary key (day, provider, method, currency)
);

-- Up to which day they are written.
create table usage_progress (
  id boolean primary key default true check (id),
  through date not null
);

-- How large an image of a server can be, as its provider lists it: the upper bound of what a snapshot costs before there is one.
alter table servers add column disk_bytes bigint;

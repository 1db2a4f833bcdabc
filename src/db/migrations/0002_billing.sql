-- What is sold. Retired plans stay, since subscriptions go on with them.
create table plans (
  id text primary key,
  name text not null check (length(name) between 1 and 100),
  price_minor integer not null check (price_minor >= 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  price_as_of date not null,
  retention_days integer not null check (retention_days > 0),
  features text[] not null,
  methods text[] not null check (cardinality(methods) > 0 and methods <@ array['native', 'snapshot', 'files']),
  plan_types text[] not null check (cardinality(plan_types) > 0),
  stripe_price_id text unique,
  retired_at timestamptz(3),
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
create unique index plans_by_name on plans (lower(name)) where retired_at is null;

-- An organization on a plan, with a quantity of places. The price is the one that was agreed, whatever the plan costs today.
create table subscriptions (
  id text primary key,
  organization_id text not null references organizations on delete cascade,
  plan_id text not null references plans,
  quantity integer not null check (quantity >= 0),
  status text not null check (status in (
    'requested', 'active', 'trialing', 'past_due', 'paused', 'unpaid', 'incomplete', 'canceled', 'declined'
  )),
  source text not null check (source in ('grant', 'addon', 'request', 'stripe')),
  price_minor integer not null check (price_minor >= 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  price_as_of date not null,
  -- With a Stripe subscription but no item yet: an add-on that a job is adding at Stripe.
  stripe_subscription_id text,
  stripe_item_id text unique,
  -- The plan may have got another price since.
  stripe_price_id text,
  past_due_since timestamptz(3),
  current_period_end timestamptz(3),
  ends_at timestamptz(3),
  -- Set when its end, or that of its grace period, was noticed and announced.
  lapsed_at timestamptz(3),
  reason text,
  -- An add-on whose places Stripe counts in another subscription of ours.
  merged_into text references subscriptions on delete cascade,
  requested_by_id text,
  requested_by_name text not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  check (stripe_item_id is null or stripe_subscription_id is not null)
);
create index subscriptions_by_organization on subscriptions (organization_id, id desc);
create index subscriptions_by_plan on subscriptions (plan_id);
create index subscriptions_by_stripe on subscriptions (stripe_subscription_id) where stripe_subscription_id is not null;
create index subscriptions_by_merged on subscriptions (merged_into) where merged_into is not null;
create unique index subscriptions_one_request on subscriptions (organization_id, plan_id) where status = 'requested';
create index subscriptions_with_end on subscriptions (id)
  where lapsed_at is null and status in ('active', 'trialing', 'past_due')
    and (ends_at is not null or past_due_since is not null);

create table stripe_customers (
  id text primary key,
  organization_id text not null unique references organizations on delete cascade,
  created_at timestamptz(3) not null
);

-- Turns of asking Stripe for one subscription. `asked` counts the questions, `written` is the newest whose answer was
-- recorded, `queued` the turn for which a job waits: see billing/sync-stripe-subscription.ts.
create table stripe_subscriptions (
  id text primary key,
  asked bigint not null default 0,
  queued bigint not null default 0,
  written bigint not null default 0
);

-- What Stripe told us, once each. Only names: the current object is asked for when an event is handled.
create table stripe_events (
  id text primary key,
  type text not null,
  stripe_subscription_id text,
  stripe_customer_id text,
  stripe_created_at timestamptz(3) not null,
  received_at timestamptz(3) not null,
  state text not null check (state in ('pending', 'handled', 'ignored', 'unhandled', 'dismissed')),
  reason text,
  handled_at timestamptz(3)
);
create index stripe_events_open on stripe_events (stripe_subscription_id) where state in ('pending', 'unhandled');
create index stripe_events_by_state on stripe_events (state, received_at desc, id desc);
create index stripe_events_by_time on stripe_events (received_at desc, id desc);

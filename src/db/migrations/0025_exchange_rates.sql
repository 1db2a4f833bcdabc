-- What one unit of a currency is worth in another, as operators entered it, with the day it is of. The planner shows costs in a plan's
-- currency with it. Nobody is asked for rates.
create table exchange_rates (
  from_currency text not null check (from_currency ~ '^[A-Z]{3}$'),
  to_currency text not null check (to_currency ~ '^[A-Z]{3}$' and to_currency <> from_currency),
  rate double precision not null check (rate > 0),
  as_of date not null,
  note text check (length(note) between 1 and 500),
  updated_at timestamptz(3) not null,
  primary key (from_currency, to_currency)
);

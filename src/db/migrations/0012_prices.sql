-- What each provider asks for servers, backups and snapshots: as it tells through its API, or as operators entered it where it
-- tells nothing, or where they know better. One table for each provider, whatever address its accounts are reached at.
create table provider_prices (
  provider text primary key,
  prices jsonb not null check (jsonb_typeof(prices) = 'object'),
  source text not null check (source in ('provider', 'operator')),
  -- The day that the prices are of.
  as_of date not null,
  -- Where operators have them from.
  note text check (length(note) between 1 and 500),
  updated_at timestamptz(3) not null
);

-- Contabo has no list of prices in its API. These are its auto-backup prices as a third party read them off contabo.com on that
-- day, for the line-up of then (VPS 10 to 60); those of the line-up that replaced it are not known. Operators put them right.
insert into provider_prices (provider, prices, source, as_of, note, updated_at)
values (
  'contabo',
  '{
    "servers": {},
    "native_percent": null,
    "native": {
      "VPS 10": {"amount_minor": 150, "currency": "EUR"},
      "VPS 20": {"amount_minor": 200, "currency": "EUR"},
      "VPS 30": {"amount_minor": 350, "currency": "EUR"},
      "VPS 40": {"amount_minor": 600, "currency": "EUR"},
      "VPS 50": {"amount_minor": 750, "currency": "EUR"},
      "VPS 60": {"amount_minor": 950, "currency": "EUR"}
    },
    "snapshot_gb_month": null
  }',
  'operator',
  '2026-08-22',
  'Came with Backstay: read off contabo.com by a third party on 22 August 2026, for the VPS 10 to 60 of then. Compare them with your invoice.',
  now()
);

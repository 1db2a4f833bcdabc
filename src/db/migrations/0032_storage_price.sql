-- What a GB (10^9 bytes) costs the operators a month in a storage location, in millionths of the currency's main unit, and the day that
-- the price was seen: all three, or none where nobody entered it.
alter table storage_locations
  add column gb_month_micros bigint check (gb_month_micros >= 0),
  add column gb_month_currency text check (gb_month_currency ~ '^[A-Z]{3}$'),
  add column price_as_of date,
  add constraint storage_locations_price_check check (num_nulls(gb_month_micros, gb_month_currency, price_as_of) in (0, 3));

-- The demo enters one where nobody has, and takes it away again with the rest.
alter table demo_parts drop constraint demo_parts_kind_check;
alter table demo_parts add constraint demo_parts_kind_check
  check (kind in ('provider_account', 'organization', 'subscription', 'server', 'storage_price'));

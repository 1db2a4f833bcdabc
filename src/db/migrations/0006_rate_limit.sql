-- How many calls the provider still took when the account was last synced, as its headers said; null where they say nothing.
alter table provider_accounts
  add column rate_limit jsonb check (jsonb_typeof(rate_limit) = 'object');

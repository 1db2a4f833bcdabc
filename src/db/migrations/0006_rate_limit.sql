-- {limit, remaining, resets_at} as the provider's headers last told; null while they told nothing.
alter table provider_accounts add column rate_limit jsonb;

import type { Services } from '../../src/context.ts'
import type { NewRow } from '../../src/db/tables.gen.ts'
import type { ProviderPrices } from '../../src/providers/provider.ts'

/** A provider account as it stands after it was connected, without asking any provider. */
export const newProviderAccount = async (
  { db, ids, clock, secrets }: Services,
  organization_id: string | null = null,
  extra: Partial<NewRow<'provider_accounts'>> = {},
): Promise<string> => {
  const id = ids.make('pac')
  const now = clock.now()
  await db
    .insertInto('provider_accounts')
    .values({
      id,
      organization_id,
      provider: 'digitalocean',
      label: `Account ${id}`,
      sealed_credentials: secrets.seal('provider_credentials', id, JSON.stringify({ token: `token-of-${id}` })),
      // Where nobody listens: what a test does not play must not reach the cloud itself.
      endpoint: 'http://127.0.0.1:9',
      status: 'ok',
      scopes: '[]',
      next_sync_at: now,
      created_at: now,
      updated_at: now,
      ...extra,
    })
    .execute()
  return id
}

/** A server of that account, as a sync would have found it. */
export const newServer = async (
  { db, ids, clock }: Services,
  owner: { organization_id: string; provider_account_id: string },
  extra: Partial<NewRow<'servers'>> = {},
): Promise<string> => {
  const id = ids.make('srv')
  const now = clock.now()
  const row: NewRow<'servers'> = {
    id,
    ...owner,
    provider: 'digitalocean',
    provider_ref: `ref-${id}`,
    name: `Server ${id}`,
    provider_name: `Server ${id}`,
    status: 'running',
    provider_status: 'active',
    native_state: 'off',
    protections: '[]',
    observed_at: now,
    created_at: now,
    updated_at: now,
    ...extra,
  }
  await db.insertInto('servers').values(row).execute()
  return id
}

/** What native backups cost at DigitalOcean, as on the first day of tests' time; snapshots only where a test says so. */
export const newPrices = async (
  { db, clock }: Services,
  snapshot_gb_month: ProviderPrices['snapshot_gb_month'] = null,
): Promise<void> => {
  const prices: ProviderPrices = { servers: {}, native: null, native_percent: { day: 30, week: 20 }, snapshot_gb_month }
  await db
    .insertInto('provider_prices')
    .values({
      provider: 'digitalocean',
      prices: JSON.stringify(prices),
      source: 'operator',
      as_of: '2026-01-01',
      updated_at: clock.now(),
    })
    .execute()
}

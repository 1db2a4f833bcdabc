import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestContext, type TestContext } from '../../../test/helpers/context.ts'
import { providerError } from '../../../test/helpers/fake-provider.ts'
import type { Context } from '../../context.ts'
import type { ProviderPrices } from '../../providers/provider.ts'
import { connectProviderAccount } from '../connect-provider-account.ts'
import { getProviderAccount } from '../get-provider-account.ts'
import { removeProviderAccount } from '../remove-provider-account.ts'
import { changePrices } from './change-prices.ts'
import { forgetToldPrices } from './forget-told-prices.ts'
import { listPriceTables } from './list-price-tables.ts'
import { readPrices } from './read-prices.ts'
import { refreshPrices } from './refresh-prices.ts'
import { removePrices } from './remove-prices.ts'

let t: TestContext
let account: string
beforeAll(async () => {
  t = await createTestContext()
  const connected = await connectProviderAccount(t.ctx, {
    provider: 'digitalocean',
    label: 'Main',
    credentials: { token: 'first' },
  })
  account = connected.id
})
afterAll(() => t.end())

const told = (cents: number): ProviderPrices => ({
  servers: { 's-1vcpu-1gb': { amount_minor: cents, currency: 'USD' } },
  native_percent: { day: 30, week: 20 },
  native: null,
  snapshot_gb_month: { micros: 60_000, currency: 'USD' },
})
const entered = { ...told(550), as_of: '2026-01-10', note: 'From our contract.' }
const known = () => readPrices(t.ctx, { provider: 'digitalocean' })
const refreshed = () =>
  t.ctx.db
    .selectFrom('audit_events')
    .select('after')
    .where('action', '=', 'provider_prices.refreshed')
    .orderBy('id')
    .execute()

test('one table comes with Backstay, with its date and where it is from', async () => {
  const { data } = await listPriceTables(t.ctx)
  expect(data.find(({ provider }) => provider === 'contabo')).toMatchObject({
    source: 'operator',
    as_of: '2026-08-22',
    note: expect.stringContaining('third party'),
    prices: { native: { 'VPS 10': { amount_minor: 150, currency: 'EUR' } }, snapshot_gb_month: null },
  })
})

test('a new account has its provider asked', () => {
  expect(t.queue).toContainEqual({
    task: 'provider-accounts.refresh-prices',
    input: { provider: 'digitalocean' },
    start_after: null,
  })
})

test('where the provider has no list nothing is known, and nothing is wrong with the account', async () => {
  t.cloud.prices = null
  await refreshPrices(t.ctx, {})
  expect(await known()).toBeNull()
  expect((await getProviderAccount(t.ctx, { provider_account_id: account })).status).toBe('ok')
})

test('what it tells is kept with the day, and told of only where it changed', async () => {
  t.cloud.prices = told(600)
  await refreshPrices(t.ctx, {})
  expect(await known()).toEqual({ prices: told(600), source: 'provider', as_of: '2026-01-15' })
  t.clock.advanceMs(86_400_000)
  await refreshPrices(t.ctx, { provider: 'digitalocean' })
  expect(await known()).toMatchObject({ as_of: '2026-01-16' })
  expect(await refreshed()).toEqual([{ after: { sizes: 1, as_of: '2026-01-15' } }])
})

test('a failure leaves those known, with their day', async () => {
  t.cloud.prices = providerError('unauthorized')
  t.clock.advanceMs(86_400_000)
  await refreshPrices(t.ctx, {})
  expect(await known()).toMatchObject({ prices: told(600), as_of: '2026-01-16' })
  expect((await getProviderAccount(t.ctx, { provider_account_id: account })).status).toBe('unauthorized')
})

test('what operators enter stands until they remove it', async () => {
  const changed = await changePrices(t.ctx, { provider: 'digitalocean', ...entered })
  expect(changed).toMatchObject({ source: 'operator', as_of: '2026-01-10', note: 'From our contract.' })
  t.cloud.prices = told(700)
  await refreshPrices(t.ctx, {})
  expect(await known()).toEqual({ prices: told(550), source: 'operator', as_of: '2026-01-10' })
  await removePrices(t.ctx, { provider: 'digitalocean' })
  expect(await known()).toBeNull()
  await refreshPrices(t.ctx, {})
  expect(await known()).toMatchObject({ prices: told(700), source: 'provider' })
  await expect(removePrices(t.ctx, { provider: 'digitalocean' })).rejects.toMatchObject({ code: 'not_found' })
})

test('when the last account goes what it told can be forgotten, and nothing that was entered', async () => {
  await forgetToldPrices(t.ctx)
  expect(await known()).not.toBeNull()
  await removeProviderAccount(t.ctx, { provider_account_id: account })
  await forgetToldPrices(t.ctx)
  expect(await known()).toBeNull()
  expect(await readPrices(t.ctx, { provider: 'contabo' })).not.toBeNull()
})

test('a change is in the audit trail, before and after', async () => {
  const event = await t.ctx.db
    .selectFrom('audit_events')
    .selectAll()
    .where('action', '=', 'provider_prices.changed')
    .executeTakeFirstOrThrow()
  expect(event).toMatchObject({
    target_id: 'digitalocean',
    before: { source: 'provider', as_of: '2026-01-16', prices: told(600) },
    after: { source: 'operator', as_of: '2026-01-10', prices: told(550) },
  })
})

test('prices of a day to come, and members, are refused', async () => {
  const tomorrow = { provider: 'contabo' as const, ...entered, as_of: '2026-02-01' }
  await expect(changePrices(t.ctx, tomorrow)).rejects.toMatchObject({ code: 'invalid_request' })
  const member: Context = { ...t.ctx, caller: { ...t.ctx.caller, kind: 'user', operator: false } }
  await expect(listPriceTables(member)).rejects.toMatchObject({ code: 'forbidden' })
})

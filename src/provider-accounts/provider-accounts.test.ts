import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestContext, type TestContext } from '../../test/helpers/context.ts'
import { providerError } from '../../test/helpers/fake-provider.ts'
import { newOrganizationRow } from '../../test/helpers/organizations.ts'
import { newServer } from '../../test/helpers/servers.ts'
import type { Context, Role } from '../context.ts'
import { changeProviderAccount } from './change-provider-account.ts'
import { connectProviderAccount } from './connect-provider-account.ts'
import { listProviderAccounts } from './list-provider-accounts.ts'
import { listProviders } from './list-providers.ts'
import { openProvider } from './open-provider.ts'
import { removeProviderAccount } from './remove-provider-account.ts'
import type { ConnectProviderAccountInput } from './schema.ts'

let t: TestContext
let customer: string
beforeAll(async () => {
  t = await createTestContext()
  customer = await newOrganizationRow(t.ctx, 'Customer')
})
afterAll(() => t.end())

const connect = (extra: Partial<ConnectProviderAccountInput> = {}, ctx: Context = t.ctx) =>
  connectProviderAccount(ctx, { provider: 'digitalocean', label: 'Main', credentials: { token: 'first' }, ...extra })
const as = (role: Role): Context => ({
  ...t.ctx,
  caller: { ...t.ctx.caller, kind: 'user', operator: false, memberships: [{ organization_id: customer, role }] },
})
const open = async (provider_account_id: string) => {
  t.cloud.opened.length = 0
  const provider = await openProvider(t.ctx, { provider_account_id })
  return { provider, made: [...t.cloud.opened] }
}

test('one client per account and process, made anew when the credentials change', async () => {
  const { id } = await connect()
  const first = await open(id)
  expect(first.made).toMatchObject([{ credentials: { token: 'first' }, endpoint: null }])
  expect(await open(id)).toEqual({ provider: first.provider, made: [] })
  await changeProviderAccount(t.ctx, { provider_account_id: id, label: 'Renamed' })
  expect((await open(id)).made).toEqual([])
  await changeProviderAccount(t.ctx, { provider_account_id: id, credentials: { token: 'second' } })
  expect((await open(id)).made).toMatchObject([{ credentials: { token: 'second' } }])
})

test('new credentials that the provider refuses change nothing', async () => {
  const { id } = await connect()
  t.cloud.refusal = providerError('unauthorized')
  const change = { provider_account_id: id, label: 'Other', credentials: { token: 'wrong' } }
  await expect(changeProviderAccount(t.ctx, change)).rejects.toMatchObject({ code: 'provider_unauthorized' })
  t.cloud.refusal = null
  expect((await open(id)).made).toMatchObject([{ credentials: { token: 'first' } }])
})

test('stored credentials are never sent to another address', async () => {
  const { id } = await connect()
  const endpoint = 'https://elsewhere.example.com'
  const alone = changeProviderAccount(t.ctx, { provider_account_id: id, endpoint })
  await expect(alone).rejects.toMatchObject({ code: 'invalid_request' })
  const both = await changeProviderAccount(t.ctx, { provider_account_id: id, endpoint, credentials: { token: 'new' } })
  expect(both.endpoint).toBe(endpoint)
  expect((await open(id)).made).toMatchObject([{ endpoint, credentials: { token: 'new' } }])
})

test('an organization connects its own by its owner, and sees nothing of the operators’', async () => {
  const operators = await connect()
  for (const role of ['viewer', 'manager'] as const)
    await expect(connect({ organization_id: customer }, as(role))).rejects.toMatchObject({ code: 'forbidden' })
  const own = await connect({ organization_id: customer }, as('owner'))
  const { data } = await listProviderAccounts(as('manager'), { limit: 50 })
  expect(data.map(({ id }) => id)).toEqual([own.id])
  await expect(listProviderAccounts(as('viewer'), { limit: 50 })).rejects.toMatchObject({ code: 'forbidden' })
  const rename = { provider_account_id: operators.id, label: 'Mine' }
  await expect(changeProviderAccount(as('owner'), rename)).rejects.toMatchObject({ code: 'not_found' })
})

test('narrow credentials are told with what they lack', async () => {
  const { status, status_reason } = await connect({ credentials: { token: 'narrow' } })
  expect([status, status_reason]).toEqual([
    'ok',
    expect.stringContaining('server:update (needed for switching backups on and off)'),
  ])
})

test('secrets stand in no audit event', async () => {
  const token = 'a-token-that-nobody-may-read'
  const { id } = await connect({ credentials: { token } })
  await changeProviderAccount(t.ctx, { provider_account_id: id, credentials: { token: `${token}-2` } })
  const events = await t.ctx.db
    .selectFrom('audit_events')
    .selectAll()
    .where('target_id', '=', id)
    .orderBy('id')
    .execute()
  expect(events.map(({ action }) => action)).toEqual([
    'provider_account.connected',
    'provider_account.credentials_changed',
  ])
  expect(JSON.stringify(events)).not.toContain(token)
})

test('removing takes the servers along, but not while backups are on or one is being made', async () => {
  const { id } = await connect()
  const owner = { organization_id: t.house_id, provider_account_id: id }
  const remove = () => removeProviderAccount(t.ctx, { provider_account_id: id })
  const on = await newServer(t.ctx, owner, { backups_enabled: true })
  await expect(remove()).rejects.toMatchObject({
    code: 'provider_account_in_use',
    message: expect.stringContaining('1 server '),
  })
  await t.ctx.db
    .updateTable('servers')
    .set({ backups_enabled: false, provider_ref: null })
    .where('id', '=', on)
    .execute()
  await expect(remove()).rejects.toMatchObject({
    code: 'provider_account_in_use',
    message: expect.stringContaining('being made'),
  })
  await t.ctx.db.updateTable('servers').set({ provider_ref: '1' }).where('id', '=', on).execute()
  await remove()
  await expect(openProvider(t.ctx, { provider_account_id: id })).rejects.toMatchObject({ code: 'not_found' })
  expect(await t.ctx.db.selectFrom('servers').select('id').where('id', '=', on).execute()).toEqual([])
})

test('the form learns what each provider wants', async () => {
  const { data } = await listProviders(t.ctx)
  expect(data[0]).toMatchObject({
    name: 'digitalocean',
    label: 'Fake Cloud',
    credential_fields: [{ name: 'token', secret: true }],
  })
})

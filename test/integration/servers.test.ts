import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Sandbox } from '../../src/sandbox/start-sandbox.ts'
import { newOrganization, signedInPerson, startTestApp, type TestApp } from '../helpers/app.ts'
import type { HttpClient } from '../helpers/http-client.ts'
import { openSandbox } from '../helpers/sandbox-clouds.ts'
import { until } from '../helpers/until.ts'

// The whole product with its workers, over HTTP on both sides: connect, sync, adopt, deploy.

let app: TestApp
let sandbox: Sandbox
let operator: HttpClient
let owner: HttpClient
let customer: string
let account: string

beforeAll(async () => {
  app = await startTestApp({ env: { BACKSTAY_ROLES: 'api,worker' } })
  sandbox = await openSandbox({ provider: 'digitalocean', servers: 12, settings: { action_ms: 10 } })
  operator = (await signedInPerson(app, { name: 'Olga', operator: true })).client
  customer = (await newOrganization(app, 'Harbour & Finch')).id
  owner = (await signedInPerson(app, { name: 'Owen', memberships: { [customer]: 'owner' } })).client
})
afterAll(async () => {
  await sandbox?.close()
  await app?.stop()
})

const order = { name: 'web-1', plan_type: 'pro', region: 'fra1', size: 's-1vcpu-1gb', image: 'debian-12-x64' }
const connect = (client: HttpClient, extra: object = {}) =>
  client.post('/api/provider-accounts', {
    provider: 'digitalocean',
    label: 'Main',
    endpoint: sandbox.url,
    credentials: sandbox.control.credentials(),
    ...extra,
  })
const finished = async (run_id: string) => {
  await until(async () => (await operator.get(`/api/runs/${run_id}`)).body.state === 'finished')
  return (await operator.get(`/api/runs/${run_id}`)).body
}
const countAccounts = async () => (await operator.get('/api/provider-accounts')).body.data.length

test('credentials that the provider refuses, or that cannot be right, leave nothing behind', async () => {
  const wrong = await connect(operator, { credentials: { token: 'dop_v1_somebody_elses' } })
  expect([wrong.status, wrong.body.error.code]).toEqual([422, 'provider_unauthorized'])
  const odd = await connect(operator, { credentials: { key: 'x' } })
  expect(odd.status).toBe(400)
  expect(odd.body.error.details.fields.map(({ path }: { path: string }) => path).sort()).toEqual([
    'credentials.key',
    'credentials.token',
  ])
  const strange = await connect(operator, { provider: 'hyperspace' })
  expect(strange.body.error.details.fields).toMatchObject([{ path: 'provider' }])
  for (const endpoint of ['ftp://x', 'http://name:word@127.0.0.1', 'x'])
    expect((await connect(operator, { endpoint })).status, endpoint).toBe(400)
  const nobody = await connect(operator, { endpoint: 'http://127.0.0.1:9' })
  expect([nobody.status, nobody.body.error.code]).toEqual([502, 'provider_unavailable'])
  // Something answers there, but it is no cloud: a page of Backstay itself.
  const elsewhere = await connect(operator, { endpoint: app.url })
  expect([elsewhere.status, elsewhere.body.error.code]).toEqual([422, 'provider_refused'])
  expect(elsewhere.body.error.message).toMatch(/Check the endpoint/)
  expect(await countAccounts()).toBe(0)
})

test('only operators set another address', async () => {
  const refused = await connect(owner, { organization_id: customer })
  expect([refused.status, refused.body.error.code]).toEqual([403, 'forbidden'])
  expect((await connect(owner)).status).toBe(403)
})

test('a connected account shows whose it is and what it may do, and never its credentials', async () => {
  const answer = await connect(operator)
  expect(answer.status, answer.text).toBe(201)
  account = answer.body.id
  const token = sandbox.control.credentials().token ?? ''
  expect(token).not.toBe('')
  expect(answer.body).toMatchObject({
    status: 'ok',
    organization_id: null,
    server_count: 0,
    account_name: expect.any(String),
  })
  expect(answer.body.scopes.length).toBeGreaterThan(3)
  const read = await operator.get(`/api/provider-accounts/${account}`)
  const events = await operator.get('/api/audit-events?action=provider_account')
  const stored = await app.ctx.db.selectFrom('provider_accounts').selectAll().execute()
  for (const text of [answer.text, read.text, events.text, JSON.stringify(stored)]) expect(text).not.toContain(token)
})

test('a token with too narrow scopes is taken, and the account says what it lacks', async () => {
  sandbox.control.panel('set_scopes', { scopes: ['droplet:read', 'account:read', 'actions:read'] })
  const checked = await operator.post(`/api/provider-accounts/${account}/check`)
  expect(checked.body).toMatchObject({ status: 'ok', status_reason: expect.stringContaining('image:read') })
  const refused = await operator.post('/api/servers', { ...order, provider_account_id: account })
  expect(await finished(refused.body.run_id)).toMatchObject({
    outcome: 'failed',
    error: { code: 'provider_forbidden' },
  })
  expect((await operator.get(`/api/servers/${refused.body.id}`)).status).toBe(404)
  sandbox.control.panel('set_scopes', { scopes: ['*'] })
})

test('a right that was taken away shows on the account with the next sync, not only in its run', async () => {
  sandbox.control.panel('set_scopes', { scopes: ['account:read', 'image:read', 'actions:read'] })
  const { run_id } = (await operator.post(`/api/provider-accounts/${account}/sync`)).body
  expect(await finished(run_id)).toMatchObject({ outcome: 'failed', error: { code: 'provider_forbidden' } })
  expect((await operator.get(`/api/provider-accounts/${account}`)).body.status_reason).toMatch(/lack droplet:read/)
  sandbox.control.panel('set_scopes', { scopes: ['*'] })
  await operator.post(`/api/provider-accounts/${account}/check`)
})

test('a check of credentials that hold no longer is the state of the account', async () => {
  sandbox.control.addFault({ operation: '*', kind: 'unauthorized', times: 100 })
  const checked = await operator.post(`/api/provider-accounts/${account}/check`)
  expect([checked.status, checked.body.status]).toEqual([200, 'unauthorized'])
  sandbox.control.clearFaults()
  expect((await operator.post(`/api/provider-accounts/${account}/check`)).body).toMatchObject({ status: 'ok' })
})

test('a sync is a run with a log; asking twice gives the same one', async () => {
  const [one, two] = await Promise.all([1, 2].map(() => operator.post(`/api/provider-accounts/${account}/sync`)))
  expect([one?.status, two?.status]).toEqual([202, 202])
  expect(one?.body.run_id).toBe(two?.body.run_id)
  const run = await finished(one?.body.run_id)
  expect(run).toMatchObject({
    kind: 'sync',
    outcome: 'succeeded',
    requested_by: { name: 'Olga' },
    stats: { servers: 12 },
  })
  const log = await operator.get(`/api/runs/${run.id}/log`)
  expect(log.body.data.map(({ message }: { message: string }) => message)).toContain('12 new, 0 changed, 0 back again.')
  const { data } = (await operator.get('/api/servers')).body
  expect(data).toHaveLength(12)
  // What was on at the provider before is soon shown as such; nothing was changed there.
  const on = sandbox.control.servers().filter(({ native }) => native === 'on')
  expect(on.length).toBeGreaterThan(0)
  const shown = async () => (await operator.get('/api/servers?backups=enabled')).body.data
  await until(async () => (await shown()).length === on.length)
  expect(sandbox.control.effects()).toEqual([])
})

test('adopted servers are the customer’s to see, without whose account they come from', async () => {
  expect((await owner.get('/api/servers')).body.data).toEqual([])
  const { data } = (await operator.get('/api/servers?limit=5')).body
  const server_ids = data.map(({ id }: { id: string }) => id)
  const adopted = await operator.post('/api/bulk/adopt', { server_ids, organization_id: customer })
  expect(adopted.body).toEqual({ adopted: 5, unchanged: 0, refused: [], refused_count: 0 })
  const theirs = await owner.get('/api/servers')
  expect(theirs.body.data.map(({ id }: { id: string }) => id)).toEqual(server_ids)
  expect(theirs.text).not.toContain(account)
  expect((await owner.get('/api/provider-accounts')).body.data).toEqual([])
  expect((await owner.get('/api/runs')).body.data).toEqual([])
})

test('a deployed server is there at once, and runs once the provider is done', async () => {
  const answer = await operator.post('/api/servers', {
    ...order,
    provider_account_id: account,
    organization_id: customer,
  })
  expect(answer.status, answer.text).toBe(201)
  expect(answer.body).toMatchObject({
    status: 'provisioning',
    backups_enabled: false,
    organization_id: customer,
    plan_type: 'pro',
  })
  expect(await finished(answer.body.run_id)).toMatchObject({ outcome: 'succeeded' })
  expect((await owner.get(`/api/servers/${answer.body.id}`)).body).toMatchObject({
    status: 'running',
    backups_enabled: false,
  })
  expect(sandbox.control.servers().filter(({ name }) => name === 'web-1')).toMatchObject([{ native: 'off' }])
})

test('calls to providers are measured', async () => {
  const { key } = (await operator.post('/api/api-keys', { name: 'metrics', operator: true })).body
  const metrics = await app.client(key).get('/metrics')
  expect(metrics.text).toMatch(/backstay_provider_call_duration_seconds_count\{provider="digitalocean"/)
})

test('an organization that owns servers is not deleted, and an account with backups on is not removed', async () => {
  const refused = await operator.delete(`/api/organizations/${customer}`)
  expect([refused.status, refused.body.error.code]).toEqual([409, 'organization_in_use'])
  const all = app.ctx.db.updateTable('servers')
  await all.set({ backups_enabled: true }).where('name', '=', 'web-1').execute()
  const kept = await operator.delete(`/api/provider-accounts/${account}`)
  expect([kept.status, kept.body.error.code]).toEqual([409, 'provider_account_in_use'])
  await all.set({ backups_enabled: false }).execute()
  expect((await operator.delete(`/api/provider-accounts/${account}`)).status).toBe(204)
  expect((await operator.get('/api/servers')).body.data).toEqual([])
})

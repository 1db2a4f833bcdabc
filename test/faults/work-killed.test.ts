import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Effect } from '../../src/sandbox/kit/effect.ts'
import { changeItem, createCustomer, createPrice, subscribe } from '../../src/sandbox/stripe/changes.ts'
import type { StripeEvent } from '../../src/sandbox/stripe/objects.ts'
import { type StripeSandbox, startStripeSandbox } from '../../src/sandbox/stripe/start-stripe-sandbox.ts'
import type { Json } from '../helpers/http-client.ts'
import { type SandboxProcess, startSandboxProcess } from '../helpers/sandbox-process.ts'
import { webhookPath } from '../helpers/stripe.ts'
import { createKillableBackstay, type KillableBackstay, passTime } from '../helpers/toggles/killable-backstay.ts'
import { until } from '../helpers/until.ts'

// A real process, a real SIGKILL, each at a moment that is waited for: in the middle of a sync, of a deployment, of billing.

const servers = 900
let backstay: KillableBackstay
let cloud: SandboxProcess
let stripe: StripeSandbox
let stateDir: string
let account: string

beforeAll(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'backstay-cloud-'))
  stripe = await startStripeSandbox()
  backstay = await createKillableBackstay({
    STRIPE_SECRET_KEY: stripe.secret_key,
    STRIPE_WEBHOOK_SECRET: stripe.webhook_secret,
    BACKSTAY_STRIPE_URL: stripe.url,
  })
  await backstay.start()
  const settings = { action_ms: 300, calls_per_hour: 1e9 }
  cloud = await startSandboxProcess({ provider: 'digitalocean', state_dir: stateDir, servers, settings })
  const { credentials } = await cloud.control<{ credentials: object }>('GET', '')
  const input = { provider: 'digitalocean', label: 'Cloud', credentials, endpoint: cloud.url }
  const connected = await backstay.client.post('/api/provider-accounts', input)
  expect(connected.status, connected.text).toBe(201)
  account = connected.body.id
})
afterAll(async () => {
  await backstay?.end()
  await cloud?.kill()
  await stripe?.close()
  await rm(stateDir, { recursive: true, force: true })
})

const latency = (latency_ms: number) => cloud.control('PATCH', 'settings', { latency_ms })
const listCalls = async () => (await cloud.control<Record<string, number>>('GET', 'calls')).droplets_list ?? 0
const runOf = async (id: string): Promise<Json> => (await backstay.client.get(`/api/runs/${id}`)).body
/** Dead, and long enough for its heartbeats to be missed. */
const killAndStartAgain = async () => {
  await backstay.kill()
  await passTime(backstay.db, 200, { isDown: true })
  await backstay.start()
}
const ended = async (runId: string): Promise<Json> => {
  await until(async () => {
    await passTime(backstay.db, 60)
    return (await runOf(runId)).state === 'finished'
  })
  return runOf(runId)
}

test('killed in the middle of a sync: the same run goes on, each server is there once and none is missing', async () => {
  await latency(250)
  const { run_id } = (await backstay.client.post(`/api/provider-accounts/${account}/sync`)).body
  const before = await listCalls()
  await until(async () => (await listCalls()) >= before + 2)
  expect((await runOf(run_id)).state).toBe('running')
  await backstay.kill()
  const seen = await sql<{ count: number }>`select count(*)::integer as count from servers`.execute(backstay.db)
  expect(seen.rows[0]?.count).toBe(0)
  await latency(0)
  await killAndStartAgain()
  expect(await ended(run_id)).toMatchObject({ outcome: 'succeeded', stats: { servers, complete: true, missing: 0 } })

  // Once more, while it writes down what changed.
  const again = (await backstay.client.post(`/api/provider-accounts/${account}/sync`)).body.run_id
  await until(async () => (await runOf(again)).state !== 'queued')
  await killAndStartAgain()
  expect(await ended(again)).toMatchObject({ outcome: 'succeeded' })
  const rows = await sql<{ refs: number; all: number; missing: number }>`
    select count(distinct provider_ref)::integer as refs, count(*)::integer as "all",
      (count(*) filter (where missing_since is not null))::integer as missing from servers`.execute(backstay.db)
  expect(rows.rows).toMatchObject([{ refs: servers, all: servers, missing: 0 }])
})

const order = async (name: string): Promise<Json> => {
  const input = { provider_account_id: account, name, region: 'fra1', size: 's-1vcpu-1gb', image: 'debian-12-x64' }
  const answer = await backstay.client.post('/api/servers', input)
  expect(answer.status, answer.text).toBe(201)
  return answer.body
}
const made = async () =>
  (await cloud.control<Effect[]>('GET', 'effects')).filter(({ kind }) => kind === 'server_created').length

test('killed just after the cloud made the server: one is made and billed, and it becomes ours with backups off', async () => {
  await latency(200)
  const before = await made()
  const server = await order('web-1')
  await until(async () => (await made()) > before)
  await killAndStartAgain()
  await latency(0)
  expect(await ended(server.run_id)).toMatchObject({ kind: 'deploy', outcome: 'succeeded' })
  expect(await made()).toBe(before + 1)
  expect((await backstay.client.get(`/api/servers/${server.id}`)).body).toMatchObject({
    name: 'web-1',
    status: 'running',
    backups_enabled: false,
    provider_ref: expect.any(String),
  })
})

test('killed with the order written down: it is not sent a second time, whatever became of it', async () => {
  await latency(400)
  const before = await made()
  const server = await order('web-2')
  const isSent = async () =>
    (await sql`select from runs where id = ${server.run_id} and sent_at is not null`.execute(backstay.db)).rows.length >
    0
  await until(isSent)
  await killAndStartAgain()
  await latency(0)
  const first = await listCalls()
  await until(async () => {
    await passTime(backstay.db, 60)
    return (await runOf(server.run_id)).state === 'finished' || (await listCalls()) >= first + 15
  })
  expect(await made()).toBeLessThanOrEqual(before + 1)
})

const deliver = async (event: StripeEvent) => {
  const body = JSON.stringify(event)
  const headers = { 'content-type': 'application/json', 'stripe-signature': stripe.sign(body) }
  return fetch(`${backstay.url}${webhookPath}`, { method: 'POST', headers, body })
}

test('killed after a webhook was acknowledged: what it said still comes, once, and no server changes', async () => {
  const { id: organization_id } = (await backstay.client.post('/api/organizations', { name: 'Customer' })).body
  const price = createPrice(stripe.account, { unit_amount: 499, currency: 'eur' })
  const customer = createCustomer(stripe.account, { name: 'Customer', email: null, metadata: {} })
  const plan = (await backstay.client.get('/api/plans')).body.data[0]
  await backstay.db.updateTable('plans').set({ stripe_price_id: price.id }).where('id', '=', plan.id).execute()
  const now = new Date().toISOString()
  await backstay.db
    .insertInto('stripe_customers')
    .values({ id: customer.id, organization_id, created_at: now })
    .execute()
  const places = async () =>
    (await backstay.client.get(`/api/organizations/${organization_id}/entitlement`)).body.plans?.[0]?.places ?? 0
  const effects = (await cloud.control<Effect[]>('GET', 'effects')).length

  const happen = (what: () => unknown): StripeEvent => {
    what()
    const event = stripe.account.state.events.findLast(({ type }) => type.startsWith('customer.subscription.'))
    if (event === undefined) throw new Error('nothing happened at Stripe')
    return event
  }
  const bought = happen(() =>
    subscribe(stripe.account, { customer: customer.id, price, quantity: 2, metadata: { organization_id } }),
  )
  const asked = () => stripe.calls.filter(({ operation }) => operation === 'getSubscription').length
  // Stripe does not answer the question in time for the process that asked it.
  const letGo = stripe.hold('getSubscription')
  const before = asked()
  expect((await deliver(bought)).status).toBe(200)
  await until(() => asked() > before)
  await backstay.kill()
  letGo()
  await killAndStartAgain()
  await until(async () => (await places()) === 2)

  // And killed before anybody began with it: the answer to the webhook is all that was.
  const [item] = Object.values(stripe.account.state.subscriptions).flatMap(({ items }) => items.data)
  if (item === undefined) throw new Error('nothing was bought')
  const more = happen(() => changeItem(stripe.account, item, { quantity: 5 }))
  expect((await deliver(more)).status).toBe(200)
  await killAndStartAgain()
  await until(async () => (await places()) === 5)
  // Told once more, as Stripe does when it is not sure.
  expect((await deliver(bought)).status).toBe(200)
  const subscriptions = await backstay.client.get(`/api/subscriptions?organization_id=${organization_id}`)
  expect(subscriptions.body.data).toMatchObject([{ quantity: 5, status: 'active' }])
  const events = await sql<{ state: string }>`select state from stripe_events`.execute(backstay.db)
  expect(events.rows.map(({ state }) => state)).toEqual(['handled', 'handled'])
  expect(await cloud.control<Effect[]>('GET', 'effects')).toHaveLength(effects)
})

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Sandbox, startSandbox } from '../../src/sandbox/start-sandbox.ts'
import { newOrganization, signedInPerson, startTestApp, type TestApp } from '../helpers/app.ts'
import type { HttpClient, Json } from '../helpers/http-client.ts'
import { until } from '../helpers/until.ts'

let app: TestApp
let operator: HttpClient
let stateDir: string

beforeAll(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'backstay-clouds-'))
  app = await startTestApp({ env: { BACKSTAY_ROLES: 'api,worker' } })
  operator = (await signedInPerson(app, { name: 'Operator', operator: true })).client
})
afterAll(async () => {
  await app?.stop()
  await rm(stateDir, { recursive: true, force: true })
})

const finished = async (runId: string): Promise<Json> => {
  let run: Json
  await until(async () => {
    run = (await operator.get(`/api/runs/${runId}`)).body
    return run.state === 'finished'
  })
  return run
}

/** Connects the sandbox cloud's account, syncs it, and gives its servers to a customer with one place. */
const arrange = async (cloud: Sandbox, provider: string) => {
  const connected = await operator.post('/api/provider-accounts', {
    provider,
    label: provider,
    credentials: cloud.control.credentials(),
    endpoint: cloud.url,
  })
  expect(connected.status, connected.text).toBe(201)
  expect(connected.text).not.toContain(Object.values(cloud.control.credentials()).at(-1))
  const sync = await operator.post(`/api/provider-accounts/${connected.body.id}/sync`)
  expect(sync.status, sync.text).toBe(202)
  expect(await finished(sync.body.run_id)).toMatchObject({ kind: 'sync', outcome: 'succeeded' })
  const servers: Json[] = (await operator.get(`/api/servers?provider=${provider}&limit=200`)).body.data
  expect(servers).toHaveLength(cloud.control.servers().length)

  const organization = await newOrganization(app, `Customer at ${provider}`)
  const off = servers.filter((server) => server.native.state === 'off').slice(0, 2)
  const server_ids = off.map((server) => server.id)
  const adopted = await operator.post('/api/bulk/adopt', { server_ids, organization_id: organization.id })
  expect(adopted.body, adopted.text).toMatchObject({ adopted: 2 })
  const plans: Json[] = (await operator.get('/api/plans')).body.data
  const plan = plans.find((one) => one.plan_types.includes(off[0].plan_type))
  const granted = await operator.post('/api/subscriptions', {
    organization_id: organization.id,
    plan_id: plan.id,
    quantity: 1,
  })
  expect(granted.status, granted.text).toBe(201)
  const customer = (await signedInPerson(app, { name: 'Olga', memberships: { [organization.id]: 'owner' } })).client
  return { organization, customer, servers: off, account_id: connected.body.id as string }
}

describe('DigitalOcean', () => {
  let cloud: Sandbox
  beforeAll(async () => {
    cloud = await startSandbox({
      provider: 'digitalocean',
      state_dir: join(stateDir, 'do'),
      settings: { action_ms: 0 },
    })
  })
  afterAll(() => cloud?.close())

  test('a customer switches backups on for one server, is refused for the second, and the cloud agrees', async () => {
    const { customer, servers } = await arrange(cloud, 'digitalocean')
    const [first, second] = servers
    const seen: Json[] = (await customer.get('/api/servers')).body.data
    expect(seen.map((server) => server.id).sort()).toEqual([first.id, second.id].sort())
    expect(seen.every((server) => server.backups_enabled === false)).toBe(true)

    const on = await customer.post(`/api/servers/${first.id}/toggle-backups`, { enable: true })
    expect(on.body, on.text).toMatchObject({ success: true, server_id: first.id })
    await until(async () => (await customer.get(`/api/servers/${first.id}`)).body.backups_enabled)
    const refused = await customer.post(`/api/servers/${second.id}/toggle-backups`, { enable: true })
    expect(refused).toMatchObject({ status: 402, body: { success: false, error: { code: 'no_places_left' } } })

    const atCloud = (ref: string) => cloud.control.servers().find((server) => server.ref === ref)
    expect([atCloud(first.provider_ref)?.native, atCloud(second.provider_ref)?.native]).toEqual(['on', 'off'])
    expect(cloud.control.effects().filter((effect) => effect.kind === 'backups_enabled')).toHaveLength(1)
  })
})

describe('Contabo', () => {
  let cloud: Sandbox
  beforeAll(async () => {
    cloud = await startSandbox({
      provider: 'contabo',
      state_dir: join(stateDir, 'contabo'),
      settings: { action_ms: 0 },
    })
  })
  afterAll(() => cloud?.close())

  test('backups are bought once, and switching off is a task for an operator, said truthfully', async () => {
    const { customer, servers } = await arrange(cloud, 'contabo')
    const [first] = servers
    const on = await customer.post(`/api/servers/${first.id}/toggle-backups`, { enable: true })
    expect(on.body, on.text).toMatchObject({ success: true })
    await until(async () => (await customer.get(`/api/servers/${first.id}`)).body.backups_enabled)
    expect(cloud.control.effects().filter((effect) => effect.kind === 'backups_enabled')).toHaveLength(1)

    const off = await customer.post(`/api/servers/${first.id}/toggle-backups`, { enable: false })
    expect(off).toMatchObject({ status: 202, body: { success: true, backups_enabled: true } })
    const tasks: Json[] = (await operator.get('/api/operator-tasks?status=open')).body.data
    expect(tasks.find((task) => task.server_id === first.id)).toMatchObject({ kind: 'cancel_in_panel' })
  })
})

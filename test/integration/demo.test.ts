import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { loadConfig } from '../../src/config.ts'
import { noOrigin, systemCaller } from '../../src/context.ts'
import { createDemoAgent } from '../../src/demo/demo-agent.ts'
import { createDemoClouds } from '../../src/demo/demo-clouds.ts'
import { rememberDemo } from '../../src/demo/remember-demo.ts'
import { steps } from '../../src/demo/set-up-demo.ts'
import { createApiKey } from '../../src/identity/create-api-key.ts'
import { ensureInstallation } from '../../src/installation/ensure-installation.ts'
import { dayMs, isoPlusMs, systemClock } from '../../src/lib/clock.ts'
import { createLog } from '../../src/lib/log.ts'
import { createSecrets } from '../../src/lib/secrets.ts'
import { createOrganization } from '../../src/organizations/create-organization.ts'
import { type Running, startBackstay } from '../../src/start.ts'
import { createTestDatabase, type TestDatabase } from '../helpers/database.ts'
import { databaseUrl } from '../helpers/database-url.ts'
import { freePort } from '../helpers/free-port.ts'
import { createHttpClient, type HttpClient, type Json } from '../helpers/http-client.ts'
import { newProviderAccount, newServer } from '../helpers/servers.ts'
import { until } from '../helpers/until.ts'

/** An installation whose process can be started again. */
type Installation = {
  database: TestDatabase
  data_dir: string
  start(env?: Record<string, string>): Promise<{ running: Running; operator: HttpClient; stop(): Promise<void> }>
  end(): Promise<void>
}

const secret_key = 'only-for-tests-only-for-tests-only-for-tests'

const newInstallation = async (): Promise<Installation> => {
  const database = await createTestDatabase()
  const data_dir = await mkdtemp(join(tmpdir(), 'backstay-demo-'))
  const runningNow = new Set<Running>()
  const stopOne = async (running: Running) => {
    if (runningNow.delete(running)) await running.stop()
  }
  return {
    database,
    data_dir,
    start: async (env = {}) => {
      const config = loadConfig({
        BACKSTAY_PORT: String(await freePort()),
        BACKSTAY_DATA_DIR: data_dir,
        DATABASE_URL: databaseUrl(database.connection),
        BACKSTAY_SECRET_KEY: secret_key,
        BACKSTAY_ROLES: 'api,worker',
        BACKSTAY_LOG: 'silent',
        BACKSTAY_ENV: 'test',
        BACKSTAY_DEMO: '1',
        ...env,
      })
      const running = await startBackstay(config, createLog(config.log_level), { api: { web_dir: null } })
      runningNow.add(running)
      const ctx = contextOf(running)
      const { key } = await createApiKey(ctx, { name: 'test', operator: true })
      return { running, operator: createHttpClient(running.url, key), stop: () => stopOne(running) }
    },
    end: async () => {
      for (const running of [...runningNow]) await stopOne(running)
      await database.drop()
      await rm(data_dir, { recursive: true, force: true })
    },
  }
}

const contextOf = (running: Running) => ({ ...running.services, caller: systemCaller, origin: noOrigin })

const isMade = async ({ database }: Installation) =>
  (await database.db.selectFrom('demo').select('state').executeTakeFirst())?.state === 'present'

const all = async (operator: HttpClient, path: string): Promise<Json[]> => (await operator.get(path)).body.data

/** Names alone: ids differ from one making to the next. */
const pictureOf = async (operator: HttpClient) => {
  const servers = await all(operator, '/api/servers?limit=200')
  return servers.map((server) => {
    const [protection] = server.protections
    const stands = protection && `${protection.desired_state} ${protection.observed_state} ${protection.phase}`
    const flags = `${protection?.drift ? ' drift' : ''}${protection?.beyond_subscription ? ' beyond' : ''}`
    return `${server.name} of ${server.organization_name}: ${server.status} ${stands ?? 'never'}${flags}`
  })
}

const expectedPicture = [
  'api-gateway of Mistral Commerce: running on on idle',
  'batch-03 of Blue Heron Labs: running on on idle beyond',
  'cart-api-2 of Mistral Commerce: running off off failed',
  'cb-vps-118 of Mistral Commerce: running off on needs_operator',
  'cdn-origin of Mistral Commerce: running on on idle',
  'ci-runner-3 of Blue Heron Labs: running never',
  'db-primary of Kestrel Dental: running on on idle',
  'debian-s-1vcpu-2gb-fra1-01 of House: running never',
  'dev-box of Mistral Commerce: stopped never',
  'erp-db of Harbour & Finch: running on on idle',
  'imaging-archive of Kestrel Dental: running on on idle',
  'intranet of Kestrel Dental: running on on idle',
  'lab-wiki of Blue Heron Labs: running on on idle',
  'ledger-01 of Mistral Commerce: running on on idle',
  'mail-gw of Harbour & Finch: running on on idle',
  'media-01 of Harbour & Finch: running on on idle',
  'nas-mirror of Kestrel Dental: running never',
  'notebook-gw of Blue Heron Labs: running never',
  'patient-portal of Kestrel Dental: running on on idle',
  'pos-backend of Kestrel Dental: running on on idle',
  'queue-02 of Mistral Commerce: running on on idle',
  'search-01 of Mistral Commerce: missing on on idle',
  'sequencer-gw of Blue Heron Labs: running on on idle',
  'shop-prod-1 of Harbour & Finch: running on off idle drift',
  'shop-prod-2 of Harbour & Finch: running on on idle',
  'staging-eu of Harbour & Finch: running never',
]
const servers = expectedPicture.length
/** Of all processes that make it, on a machine with other work. */
const madeInMs = 240_000
vi.setConfig({ testTimeout: 2 * madeInMs })

const isTold = async (operator: HttpClient) => (await pictureOf(operator)).join('\n') === expectedPicture.join('\n')

const emptied = [
  'subscriptions',
  'protections',
  'runs',
  'run_log',
  'operator_tasks',
  'known_addons',
  'exchange_rates',
  'recovery_points',
  'snapshot_orders',
  'drills',
  'troubles',
  'usage_days',
  'usage_totals',
  'provider_usage_totals',
  'demo_parts',
] as const

/** What charts, strips and timelines show of the time before the demo was made. */
const pastOf = async (operator: HttpClient) => {
  const get = async (path: string): Promise<Json> => (await operator.get(path)).body
  const [media] = await all(operator, '/api/servers?q=media-01')
  const { lanes, proof } = await get(`/api/servers/${media.id}/timeline`)
  const from = isoPlusMs(systemClock.now(), -90 * dayMs).slice(0, 10)
  const storage = await get(`/api/analytics/storage?from=${from}`)
  const overview = await get('/api/overview')
  const revenue = await get('/api/analytics/revenue?by=plan')
  return {
    kept: (await all(operator, `/api/servers/${media.id}/recovery-points?state=available&limit=200`)).length,
    lane: lanes[0].days as string,
    proof: (proof as string).replaceAll('.', ''),
    storage_days: storage.data.map(({ id, days }: Json) => [id, days.length > 75]),
    largest: Math.max(...storage.data.flatMap(({ days }: Json) => days.map(({ bytes }: Json) => bytes))),
    good_days: overview.fleet.rows.map(({ provider, days }: Json) => [
      provider,
      days.filter(({ good }: Json) => good > 0).length > 20,
    ]),
    failed: overview.fleet.failed.filter(({ count }: Json) => count > 0).length,
    missed: overview.posture.missed.count,
    growth: overview.enabled_growth_30_days,
    plans: new Set(revenue.months.map(({ plan_name }: Json) => plan_name)).size,
  }
}

describe('one installation from its first start to the demo’s removal', () => {
  let installation: Installation
  beforeAll(async () => {
    installation = await newInstallation()
  })
  afterAll(() => installation?.end())

  test('the first start makes customers, servers, subscriptions and trouble, and nobody who can sign in', async () => {
    const { operator, running, stop } = await installation.start()
    await until(() => isMade(installation), madeInMs)
    await until(() => isTold(operator), 15_000).catch(async () =>
      expect(await pictureOf(operator)).toEqual(expectedPicture),
    )
    expect((await operator.get('/api/demo')).body).toEqual({ present: true, organizations: 4, servers })

    const subscriptions = await all(operator, '/api/subscriptions?limit=200')
    expect(subscriptions.map(({ status }) => status).sort()).toEqual([
      ...Array.from({ length: 9 }, () => 'active'),
      'canceled',
      'requested',
    ])
    const organizations = await all(operator, '/api/organizations?limit=200')
    const harbour = organizations.find(({ name }) => name === 'Harbour & Finch')
    const [places] = await all(operator, `/api/organizations/${harbour.id}/places`)
    expect(places).toMatchObject({ places: 3, places_used: 3 })
    const staging = (await all(operator, '/api/servers?q=staging-eu'))[0]
    const full = await operator.post(`/api/servers/${staging.id}/toggle-backups`, { enable: true })
    expect(full).toMatchObject({ status: 402, body: { error: { code: 'no_places_left' } } })
    expect(await all(operator, '/api/exchange-rates')).toMatchObject([{ from_currency: 'USD', to_currency: 'EUR' }])
    const [storage] = await all(operator, '/api/storage-locations')
    expect(storage).toMatchObject({ is_default: true, price: { gb_month: { micros: 20_000, currency: 'EUR' } } })
    expect(await all(operator, '/api/operator-tasks?status=open')).toMatchObject([
      { kind: 'drill_failed' },
      { kind: 'cancel_in_panel' },
    ])
    expect(await running.services.db.selectFrom('users').selectAll().execute()).toEqual([])

    const past = await pastOf(operator)
    expect(past).toMatchObject({ proof: 'vvx', missed: 1, plans: 3 })
    // One night or another brought nothing, and everything older than the plan promises went.
    expect(past.kept).toBeGreaterThan(24)
    expect(past.lane.slice(-61)).toMatch(/^.?[empnw]{25,}.*p{3}/)
    expect(past.storage_days.map(([, isLong]: [string, boolean]) => isLong)).not.toContain(false)
    expect(past.storage_days).toHaveLength(5)
    expect(past.largest).toBeGreaterThan(1e11)
    expect(past.good_days.filter(([, isGood]: [string, boolean]) => isGood).length).toBeGreaterThanOrEqual(4)
    expect(past.failed).toBeGreaterThan(2)
    expect(past.growth).toBeGreaterThan(0)
    await stop()
  })

  test('a second start keeps it running as it is', async () => {
    const { operator, stop } = await installation.start()
    expect(await pictureOf(operator)).toEqual(expectedPicture)
    for (const account of await all(operator, '/api/provider-accounts')) {
      const checked = await operator.post(`/api/provider-accounts/${account.id}/check`)
      expect(checked.body, checked.text).toMatchObject({ status: 'ok', endpoint: account.endpoint })
    }
    await stop()
  })

  test('what somebody put into a demo customer is never lost with it', async () => {
    const { operator, running, stop } = await installation.start()
    const ctx = contextOf(running)
    const [kestrel] = await all(operator, '/api/organizations?q=Kestrel')
    const account = await newProviderAccount(ctx)
    const own = await newServer(ctx, { organization_id: kestrel.id, provider_account_id: account })
    const refused = await operator.delete('/api/demo')
    expect(refused).toMatchObject({ status: 409, body: { error: { code: 'conflict' } } })
    expect((await operator.get('/api/demo')).body).toMatchObject({ present: true, servers })
    const other = await createOrganization(ctx, { name: 'A real customer' })
    expect((await operator.patch(`/api/servers/${own}`, { organization_id: other.id })).status).toBe(200)
    await stop()
  })

  test('removal takes all of it and nothing else, stops the clouds, and it never comes back', async () => {
    const { operator, running, stop } = await installation.start()
    const [account] = await all(operator, '/api/provider-accounts')
    expect((await operator.delete('/api/demo')).status).toBe(204)
    expect((await operator.get('/api/demo')).body).toEqual({ present: false, organizations: 0, servers: 0 })
    const { db } = running.services
    const left = await Promise.all(
      emptied.map(async (table) => [table, (await db.selectFrom(table).selectAll().execute()).length]),
    )
    expect(left.filter(([, rows]) => rows !== 0)).toEqual([])
    expect((await all(operator, '/api/servers')).map(({ organization_name }) => organization_name)).toEqual([
      'A real customer',
    ])
    const names = (await all(operator, '/api/organizations')).map(({ name }) => name)
    expect(names).toEqual(['A real customer', 'House'])
    expect(await all(operator, '/api/storage-locations')).toMatchObject([{ name: 'This machine', price: null }])
    const events = await all(operator, '/api/audit-events?action=demo.removed')
    expect(events).toMatchObject([{ action: 'demo.removed', before: { organizations: 4, servers } }])
    await until(() => !existsSync(join(installation.data_dir, 'demo')))
    await expect(fetch(account.endpoint)).rejects.toThrow()
    expect((await operator.delete('/api/demo')).status).toBe(204)
    await stop()

    const again = await installation.start()
    expect((await again.operator.get('/api/demo')).body).toMatchObject({ present: false })
    expect(existsSync(join(installation.data_dir, 'demo'))).toBe(false)
  })
})

test('a step that a crash cut off before its mark is done again, and leads to the same demo', async () => {
  const installation = await newInstallation()
  onTestFinished(installation.end)
  const { operator, running } = await installation.start({ BACKSTAY_DEMO: '0' })
  const ctx = contextOf(running)
  await rememberDemo({ config: { demo: true }, database: { db: ctx.db, kind: 'external' }, clock: ctx.clock })
  for (const [index, step] of steps.entries()) {
    for (const time of ['first', 'second']) {
      // As at a new start: nothing is left of the clouds but their files.
      const clouds = createDemoClouds()
      await clouds.open(ctx)
      try {
        await step({ ctx, clouds, agent: createDemoAgent(), signal: new AbortController().signal })
      } catch (error) {
        throw new Error(`step ${index}, the ${time} time`, { cause: error })
      } finally {
        await clouds.close()
      }
    }
  }
  await until(() => isTold(operator), 15_000).catch(async () =>
    expect(await pictureOf(operator)).toEqual(expectedPicture),
  )
  expect((await operator.get('/api/demo')).body).toEqual({ present: true, organizations: 4, servers })
  expect(await all(operator, '/api/subscriptions?limit=200')).toHaveLength(11)
  expect(await all(operator, '/api/provider-accounts')).toHaveLength(5)
  expect(await all(operator, '/api/operator-tasks')).toHaveLength(2)
  const { db } = installation.database
  // Of today there is also the first one that was really taken.
  const today = ctx.clock.now().slice(0, 10)
  const nights = (await db.selectFrom('snapshot_orders').selectAll().execute()).filter(
    ({ created_at }) => created_at.slice(0, 10) < today,
  )
  expect(nights.length).toBeGreaterThan(100)
  expect(new Set(nights.map(({ server_id, created_at }) => `${server_id} ${created_at.slice(0, 13)}`)).size).toBe(
    nights.length,
  )
  expect(await pastOf(operator)).toMatchObject({ missed: 1, plans: 3 })
})

test('where operators sell nothing that fits and a customer has a demo name, the demo is made all the same', async () => {
  const installation = await newInstallation()
  onTestFinished(installation.end)
  const { running, stop } = await installation.start({ BACKSTAY_DEMO: '0' })
  await createOrganization(contextOf(running), { name: 'Kestrel Dental' })
  const { db } = installation.database
  await db.updateTable('plans').set({ retired_at: systemClock.now() }).execute()
  await stop()
  const { operator } = await installation.start()
  await until(() => isMade(installation), madeInMs)
  const picture = await pictureOf(operator)
  expect(picture).toHaveLength(servers)
  expect(picture).toContain('db-primary of Kestrel Dental (demo): running never')
  expect((await operator.delete('/api/demo')).status).toBe(204)
  const names = (await all(operator, '/api/organizations')).map(({ name }) => name)
  expect(names).toEqual(['House', 'Kestrel Dental'])
})

test('a demo that is removed while it is being made leaves nothing', async () => {
  const installation = await newInstallation()
  onTestFinished(installation.end)
  const { operator } = await installation.start()
  const { db } = installation.database
  await until(async () => (await db.selectFrom('demo_parts').select('key').execute()).length > 0)
  expect((await operator.delete('/api/demo')).status).toBe(204)
  await until(async () => (await db.selectFrom('demo').select('state').executeTakeFirst())?.state === 'removed')
  // An account that was being connected at that moment is taken back by the step that connected it.
  await until(async () => (await all(operator, '/api/provider-accounts')).length === 0)
  expect(await all(operator, '/api/servers')).toEqual([])
  expect((await all(operator, '/api/organizations')).map(({ name }) => name)).toEqual(['House'])
})

describe('whether it is wanted', () => {
  const remembered = async (kind: 'embedded' | 'external', demo: boolean | null, installed = false) => {
    const database = await createTestDatabase()
    onTestFinished(database.drop)
    const parts = { db: database.db, clock: systemClock, secrets: createSecrets(secret_key) }
    if (installed) await ensureInstallation(parts)
    await rememberDemo({ config: { demo }, database: { db: database.db, kind }, clock: systemClock })
    return (await database.db.selectFrom('demo').select('state').executeTakeFirst())?.state ?? null
  }

  test.each([
    ['embedded', null, false, 'wanted'],
    ['embedded', null, true, null],
    ['embedded', false, false, null],
    ['external', null, false, null],
    ['external', true, false, 'wanted'],
    ['external', true, true, 'wanted'],
  ] as const)('%s, BACKSTAY_DEMO %s, installed before %s: %s', async (kind, demo, installed, state) => {
    expect(await remembered(kind, demo, installed)).toBe(state)
  })
})

test('where the gateway runs too, this machine is backed up, proved, and goes with the demo', async () => {
  const installation = await newInstallation()
  onTestFinished(installation.end)
  const { operator } = await installation.start({ BACKSTAY_ROLES: 'api,worker,gateway' })
  const repositories = join(installation.data_dir, 'repositories')
  let server: Json
  await until(async () => {
    server = (await all(operator, '/api/servers?provider=machine'))[0]
    return server?.backups_enabled === true && server.strip?.proof.endsWith('v')
  }, madeInMs)
  expect(server).toMatchObject({ name: 'front-desk', organization_name: 'Kestrel Dental', rpo_status: 'met' })
  const [point] = await all(operator, `/api/servers/${server.id}/recovery-points`)
  expect(point.paths).toEqual([join(installation.data_dir, 'demo', 'files')])
  expect(await readdir(repositories)).toContain((await all(operator, '/api/repositories'))[0].id)
  expect((await operator.delete('/api/demo')).status).toBe(204)
  await until(() => !existsSync(join(installation.data_dir, 'demo')))
  await until(async () => (await readdir(repositories)).every((name) => !name.startsWith('rep_')))
  expect(await all(operator, '/api/servers')).toEqual([])
})

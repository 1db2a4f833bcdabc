import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CloudServer } from '../../src/sandbox/kit/cloud.ts'
import type { Effect } from '../../src/sandbox/kit/effect.ts'
import type { Json } from '../helpers/http-client.ts'
import { type SandboxProcess, startSandboxProcess } from '../helpers/sandbox-process.ts'
import { newSequence } from '../helpers/sequence.ts'
import { checkTruth } from '../helpers/toggles/check-truth.ts'
import {
  createKillableBackstay,
  finishedRun,
  type KillableBackstay,
  passTime,
} from '../helpers/toggles/killable-backstay.ts'
import { watchPlaces } from '../helpers/toggles/watch-places.ts'
import { until } from '../helpers/until.ts'

const seed = 11
const places = 3
const operations = { digitalocean: 'dropletActions_post', contabo: 'upgradeInstance' } as const
type CloudName = keyof typeof operations

let backstay: KillableBackstay
let stateDir: string
let servers: { id: string; name: string; provider: CloudName }[]
const clouds = new Map<CloudName, SandboxProcess>()
const accounts: string[] = []
const hits = new Map<string, number>()
const hit = (name: string) => void hits.set(name, (hits.get(name) ?? 0) + 1)

beforeAll(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'backstay-clouds-'))
  backstay = await createKillableBackstay()
  await backstay.start()
  await watchPlaces(backstay.db)
  for (const provider of ['digitalocean', 'contabo'] as const) await connect(provider)
  const all: Json[] = (await backstay.client.get('/api/servers?limit=200')).body.data
  const fit = all.filter((one) => one.native.state === 'off' && !['V93', 'V8'].includes(one.size))
  servers = (['digitalocean', 'contabo'] as const).flatMap((name) =>
    fit.filter((one) => one.provider === name).slice(0, 3),
  )
  const { id: organization_id } = (await backstay.client.post('/api/organizations', { name: 'Customer' })).body
  await backstay.client.post('/api/bulk/adopt', { server_ids: servers.map(({ id }) => id), organization_id })
  const plans: Json[] = (await backstay.client.get('/api/plans')).body.data
  const plan_id = plans.find((plan) => plan.plan_types.includes('basic')).id
  const granted = await backstay.client.post('/api/subscriptions', { organization_id, plan_id, quantity: places })
  expect(granted.status, granted.text).toBe(201)
})
afterAll(async () => {
  await backstay?.end()
  for (const cloud of clouds.values()) await cloud.kill()
  await rm(stateDir, { recursive: true, force: true })
})

/** Slow enough that a kill can come while it is being asked. */
const connect = async (provider: CloudName) => {
  const settings = { latency_ms: 40, action_ms: 300, calls_per_hour: 1e9 }
  const cloud = await startSandboxProcess({ provider, state_dir: join(stateDir, provider), settings })
  clouds.set(provider, cloud)
  const { credentials } = await cloud.control<{ credentials: object }>('GET', '')
  const answer = await backstay.client.post('/api/provider-accounts', {
    provider,
    label: provider,
    credentials,
    endpoint: cloud.url,
  })
  expect(answer.status, answer.text).toBe(201)
  accounts.push(answer.body.id)
  await syncAll()
}

const syncAll = async () => {
  for (const id of accounts) {
    const { body } = await backstay.client.post(`/api/provider-accounts/${id}/sync`)
    await finishedRun(backstay.client, body.run_id)
  }
}

const effects = async (): Promise<number> => {
  const counts = [...clouds.values()].map(async (cloud) => (await cloud.control<Effect[]>('GET', 'effects')).length)
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0)
}
const isSending = async () =>
  (await sql`select from protections where attempt->>'outcome' = 'sending'`.execute(backstay.db)).rows.length > 0
const isLeased = async () =>
  (await sql`select from servers where lease_until > now()`.execute(backstay.db)).rows.length > 0

const toggle = async (server: { id: string; name: string }, enable: boolean): Promise<void> => {
  try {
    const answer = await backstay.client.post(`/api/servers/${server.id}/toggle-backups`, {
      enable,
      confirm: server.name,
    })
    // 422 where the cloud failed, or never showed a change in all the time that the rounds let pass.
    expect([200, 202, 402, 409, 422], answer.text).toContain(answer.status)
    hit(answer.status < 300 ? 'toggles answered' : 'toggles refused')
  } catch (error) {
    // Fetch's own error when the connection breaks off.
    if (!(error instanceof TypeError)) throw error
    hit('toggles cut off')
  }
}

/** The moments at which the process is killed; each is waited for, since that it comes is what the round is for. */
const moments = {
  'a lease is held': isLeased,
  'a change is about to be sent': isSending,
  'a provider has just done it': async () => (await effects()) > effectsBefore,
  'any time': async () => true,
} as const
let effectsBefore = 0

const faults = [
  'timeout_after_effect',
  'timeout_before_effect',
  'server_error',
  'rate_limited',
  'action_errors',
] as const

const round = async (next: ReturnType<typeof newSequence>, moment: keyof typeof moments): Promise<void> => {
  effectsBefore = await effects()
  // Time to see it before the process looks again and is done.
  const latency_ms = moment === 'a provider has just done it' ? 250 : 40
  for (const cloud of clouds.values()) await cloud.control('PATCH', 'settings', { latency_ms })
  for (const [name, cloud] of clouds) {
    if (next(3) > 0 || moment === 'a provider has just done it') continue
    const kind = faults[next(faults.length)] ?? 'server_error'
    await cloud.control('POST', 'faults', { operation: operations[name], kind, retry_after_seconds: 1 })
    hit(`fault ${kind}`)
  }
  const known = new Map(
    ((await backstay.client.get('/api/servers?limit=200')).body.data as Json[]).map((one) => [
      one.id,
      one.backups_enabled,
    ]),
  )
  const toggled = next.shuffle(servers)
  const all = Promise.all(toggled.map((server) => toggle(server, known.get(server.id) !== true)))
  const ended = all.then(() => true)
  // Those that were refused at once bring no such moment; the others do, or have come to their end.
  let isOver = false
  void ended.then(() => {
    isOver = true
  })
  await until(async () => isOver || (await moments[moment]()))
  if (!isOver || moment === 'any time') hit(`killed when ${moment}`)
  await backstay.kill()
  await all
  await passTime(backstay.db, 130, { isDown: true })
  await backstay.start()
  if (next(2) === 0) await toggle(servers[next(servers.length)] ?? { id: '', name: '' }, next(2) === 0)
}

/** Time passes until nothing is under way any more. */
const settle = async () => {
  for (const cloud of clouds.values()) await cloud.control('DELETE', 'faults')
  await until(async () => {
    await passTime(backstay.db, 120)
    const under = await sql`select from protections where phase in ('enabling', 'disabling')`.execute(backstay.db)
    return under.rows.length === 0
  })
  await syncAll()
}

test('killed with -9 again and again: one effect for each wish, true flags, no place sold twice, nothing left hanging', async () => {
  const next = newSequence(seed)
  const names = Object.keys(moments) as (keyof typeof moments)[]
  // A round in which all toggles were refused, or had ended already, does not count; but not for ever.
  for (const moment of next.shuffle([...names, ...names])) {
    const before = hits.get(`killed when ${moment}`) ?? 0
    for (let tries = 0; tries < 4 && (hits.get(`killed when ${moment}`) ?? 0) === before; tries++)
      await round(next, moment)
  }
  await settle()
  const truth = async (name: CloudName) => ({
    servers: (await clouds.get(name)?.control<CloudServer[]>('GET', 'servers')) ?? [],
    effects: (await clouds.get(name)?.control<Effect[]>('GET', 'effects')) ?? [],
    sells: name === 'contabo',
  })
  const all = { digitalocean: await truth('digitalocean'), contabo: await truth('contabo') }
  const server_ids = servers.map(({ id }) => id)
  expect(await checkTruth(backstay.db, all, { server_ids, touched: new Set() })).toEqual([])
  const lines = [...hits].sort().map(([name, count]) => `${String(count).padStart(6)}  ${name}`)
  process.stdout.write(`toggles under kill -9: seed ${seed}\n${lines.join('\n')}\n`)
  const expected = [...names.map((name) => `killed when ${name}`), 'toggles answered', 'toggles cut off']
  expect(expected.filter((name) => !hits.has(name))).toEqual([])
})

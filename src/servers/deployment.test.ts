import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createTestContext, type TestContext } from '../../test/helpers/context.ts'
import { fakeServer, providerError } from '../../test/helpers/fake-provider.ts'
import { newProviderAccount } from '../../test/helpers/servers.ts'
import { hourMs, minuteMs } from '../lib/clock.ts'
import { listOperatorTasks } from '../operator-tasks/list-operator-tasks.ts'
import { startSync } from '../provider-accounts/start-sync.ts'
import { cancelRun } from '../runs/cancel-run.ts'
import { getRun } from '../runs/get-run.ts'
import { continueDeployment, type DeploymentStep } from './continue-deployment.ts'
import { deployServer } from './deploy-server.ts'
import { getServer } from './get-server.ts'
import { resumeDeployments } from './resume-deployments.ts'
import { syncProviderAccount } from './sync-provider-account.ts'
import { takeServerLease } from './take-server-lease.ts'

let t: TestContext
let account: string
beforeEach(async () => {
  t = await createTestContext()
  account = await newProviderAccount(t.ctx)
})
afterEach(() => t.end())

const order = (name = 'web-1') =>
  deployServer(t.ctx, {
    provider_account_id: account,
    name,
    plan_type: 'pro',
    region: 'fra1',
    size: 's-1',
    image: 'debian-13',
  })

/** Does what the queue has, in order, until it is empty; resolves with how many steps that took. */
const work = async (most = 100): Promise<number> => {
  let steps = 0
  for (; steps < most; steps++) {
    const next = t.queue.shift()
    if (next === undefined) return steps
    if (next.task !== 'servers.deploy') continue
    if (next.start_after !== null) t.clock.advanceMs(Math.max(0, Date.parse(next.start_after) - t.clock.nowMs()))
    await continueDeployment(t.ctx, next.input as DeploymentStep)
  }
  return steps
}
const rows = () => t.ctx.db.selectFrom('servers').selectAll().execute()

test('a server is made once, with backups off, and its run says so', async () => {
  const server = await order()
  expect(server).toMatchObject({
    status: 'provisioning',
    provider_ref: null,
    backups_enabled: false,
    organization_id: t.house_id,
  })
  await work()
  expect(t.cloud.created).toEqual([{ name: 'web-1', region: 'fra1', size: 's-1', image: 'debian-13' }])
  expect(await getRun(t.ctx, { run_id: server.run_id })).toMatchObject({
    kind: 'deploy',
    outcome: 'succeeded',
    server_name: 'web-1',
  })
  expect(await getServer(t.ctx, { server_id: server.id })).toMatchObject({
    status: 'running',
    provider_ref: 'made-1',
    plan_type: 'pro',
    backups_enabled: false,
  })
})

test('the run follows the provider as long as it works', async () => {
  t.cloud.action = 'running'
  const server = await order()
  await work(10)
  expect(await getRun(t.ctx, { run_id: server.run_id })).toMatchObject({ state: 'running' })
  t.cloud.action = 'succeeded'
  t.cloud.servers = t.cloud.servers.map((one) => ({ ...one, status: 'running' as const }))
  await work()
  expect(await getRun(t.ctx, { run_id: server.run_id })).toMatchObject({ outcome: 'succeeded' })
})

test.each(['permanent', 'forbidden', 'unauthorized', 'payment_required'] as const)(
  'an order that the provider refuses (%s) leaves nothing but its run',
  async (kind) => {
    t.cloud.creating = () => Promise.reject(providerError(kind))
    const server = await order()
    await work()
    const { outcome, error } = await getRun(t.ctx, { run_id: server.run_id })
    expect([outcome, error?.message]).toEqual(['failed', expect.any(String)])
    expect(await rows()).toEqual([])
    expect(t.cloud.calls.filter((name) => name === 'createServer')).toHaveLength(1)
  },
)

test.each(['retry', 'rate_limited'] as const)('%s without an effect: ordered again later', async (kind) => {
  t.cloud.creating = () => {
    t.cloud.creating = null
    return Promise.reject(providerError(kind))
  }
  const server = await order()
  await work()
  expect(t.cloud.created).toHaveLength(1)
  expect(await getRun(t.ctx, { run_id: server.run_id })).toMatchObject({ outcome: 'succeeded' })
})

test('a time-out after the effect: the server is found by reading, and never ordered twice', async () => {
  t.cloud.creating = async (_input, make) => {
    make()
    throw providerError('retry', 'unknown')
  }
  const now = t.clock.now()
  const server = await order()
  t.cloud.servers.push(fakeServer('old', { name: 'web-1', created_at: '2020-01-01T00:00:00Z' }))
  // What the fake makes is of now.
  const listServers = async () => {
    const servers = t.cloud.servers.map((one) => (one.ref === 'made-1' ? { ...one, created_at: now } : one))
    return { servers, complete: true, problem: null, calls: 1 }
  }
  t.cloud.listing = listServers
  await work()
  expect(t.cloud.created).toHaveLength(1)
  expect(await getServer(t.ctx, { server_id: server.id })).toMatchObject({ provider_ref: 'made-1', status: 'running' })
})

test('a time-out without an effect: it is looked for an hour, then an operator is asked; nothing is ordered again', async () => {
  t.cloud.creating = () => Promise.reject(providerError('retry', 'unknown'))
  const server = await order()
  await work(1_000)
  expect(t.cloud.calls.filter((name) => name === 'createServer')).toHaveLength(1)
  expect(await getRun(t.ctx, { run_id: server.run_id })).toMatchObject({
    outcome: 'failed',
    error: { code: 'effect_unknown' },
  })
  expect(await rows()).toEqual([])
  const { data } = await listOperatorTasks(t.ctx, { limit: 10 })
  expect(data).toMatchObject([{ kind: 'look_for_server', status: 'open', server_id: server.id }])
}, 120_000)

test('a worker that died between the order and its answer: the next one reads, and does not order again', async () => {
  const server = await order()
  const step = t.queue.shift()?.input as DeploymentStep
  t.cloud.creating = async (_input, make) => {
    make()
    // As if the process ended here: what comes after the call is not reached.
    await takeOver(server.id)
    throw new Error('killed')
  }
  await expect(continueDeployment(t.ctx, step)).rejects.toThrow('killed')
  t.cloud.creating = null
  t.queue.push({ task: 'servers.deploy', input: step, start_after: null })
  t.cloud.servers = t.cloud.servers.map((one) => ({ ...one, created_at: t.clock.now() }))
  await work()
  expect(t.cloud.created).toHaveLength(1)
  expect(await getServer(t.ctx, { server_id: server.id })).toMatchObject({ provider_ref: 'made-1' })
})

/** The dead worker's lease runs out, and another takes it. */
const takeOver = async (server_id: string) => {
  t.clock.advanceMs(4 * minuteMs)
  await takeServerLease(t.ctx, { server_id, holder: 'another', ttl_ms: minuteMs })
  t.clock.advanceMs(2 * minuteMs)
}

describe('its job was lost for good', () => {
  /** What the calendar does every few minutes. */
  const sweep = async (afterMs: number) => {
    t.clock.advanceMs(afterMs)
    await resumeDeployments(t.ctx)
    return t.queue.length
  }

  test('before anything was ordered: a sweep goes on with it, once', async () => {
    const server = await order()
    t.queue.length = 0
    expect(await sweep(5 * minuteMs)).toBe(0)
    expect(await sweep(20 * minuteMs)).toBe(1)
    expect(await sweep(5 * minuteMs)).toBe(1)
    await work()
    expect(t.cloud.created).toHaveLength(1)
    expect(await getRun(t.ctx, { run_id: server.run_id })).toMatchObject({ outcome: 'succeeded' })
    expect(await sweep(hourMs)).toBe(0)
  })

  test('between the order and its answer, and for hours: it is found, and not ordered again', async () => {
    const server = await order()
    t.cloud.creating = async (_input, make) => {
      make()
      throw new Error('killed')
    }
    const step = t.queue.shift()?.input as DeploymentStep
    await expect(continueDeployment(t.ctx, step)).rejects.toThrow('killed')
    t.cloud.creating = null
    t.cloud.servers = t.cloud.servers.map((one) => ({ ...one, created_at: t.clock.now() }))
    // The provider is away when somebody looks after it again: that nothing is found then says nothing.
    const away = () => Promise.reject(providerError('retry'))
    t.cloud.listing = away
    expect(await sweep(3 * hourMs)).toBe(1)
    await work(3)
    expect(await getRun(t.ctx, { run_id: server.run_id })).toMatchObject({ state: 'running' })
    t.cloud.listing = null
    await work()
    expect(t.cloud.created).toHaveLength(1)
    expect(await getServer(t.ctx, { server_id: server.id })).toMatchObject({ provider_ref: 'made-1' })
    expect(await getRun(t.ctx, { run_id: server.run_id })).toMatchObject({ outcome: 'succeeded' })
  })

  test('while the provider makes it: two jobs of it, should there be, end it once', async () => {
    t.cloud.action = 'running'
    const server = await order()
    await work(3)
    expect(await sweep(hourMs)).toBe(2)
    t.cloud.action = 'succeeded'
    t.cloud.servers = t.cloud.servers.map((one) => ({ ...one, status: 'running' as const }))
    await work()
    expect(t.cloud.created).toHaveLength(1)
    expect(await getRun(t.ctx, { run_id: server.run_id })).toMatchObject({ outcome: 'succeeded' })
  })

  test('cancelled before: nothing is ordered, and nothing is left', async () => {
    const server = await order()
    t.queue.length = 0
    await cancelRun(t.ctx, { run_id: server.run_id })
    await sweep(hourMs)
    await work()
    expect(t.cloud.calls).not.toContain('createServer')
    expect(await rows()).toEqual([])
    expect(await sweep(hourMs)).toBe(0)
  })

  test('and its server was removed meanwhile: the run ends', async () => {
    const server = await order()
    t.queue.length = 0
    await t.ctx.db.deleteFrom('servers').where('id', '=', server.id).execute()
    await sweep(hourMs)
    await work()
    expect(await getRun(t.ctx, { run_id: server.run_id })).toMatchObject({ outcome: 'cancelled' })
    expect(await sweep(hourMs)).toBe(0)
  })
})

test('the provider makes it, but it fails: the server is in error, and the run says why', async () => {
  t.cloud.action = 'failed'
  const server = await order()
  await work()
  expect(await getRun(t.ctx, { run_id: server.run_id })).toMatchObject({
    outcome: 'failed',
    error: { message: expect.stringContaining('no room') },
  })
  expect(await getServer(t.ctx, { server_id: server.id })).toMatchObject({ status: 'error', provider_ref: 'made-1' })
})

test('one that never starts is given up after an hour, with what is true', async () => {
  t.cloud.action = 'running'
  const server = await order()
  const began = t.clock.nowMs()
  await work(1_000)
  expect(t.clock.nowMs() - began).toBeGreaterThanOrEqual(hourMs)
  expect(await getRun(t.ctx, { run_id: server.run_id })).toMatchObject({ outcome: 'warning' })
  expect(await getServer(t.ctx, { server_id: server.id })).toMatchObject({ provider_ref: 'made-1' })
}, 120_000)

test('cancelled before it began: nothing is ordered and nothing is left', async () => {
  const server = await order()
  await cancelRun(t.ctx, { run_id: server.run_id })
  await work()
  expect(t.cloud.calls).not.toContain('createServer')
  expect(await rows()).toEqual([])
})

test('a step that comes twice, or late, changes nothing', async () => {
  const server = await order()
  const step = t.queue[0]?.input as DeploymentStep
  await work()
  const before = await rows()
  await continueDeployment(t.ctx, step)
  await work()
  expect(await rows()).toEqual(before)
  expect(await getRun(t.ctx, { run_id: server.run_id })).toMatchObject({ outcome: 'succeeded' })
  expect(t.cloud.created).toHaveLength(1)
})

test('a sync in between does not take the new server for a stranger', async () => {
  const server = await order()
  t.cloud.creating = async (_input, make) => {
    const ref = make()
    t.cloud.servers = t.cloud.servers.map((one) => ({ ...one, created_at: t.clock.now() }))
    const { run_id } = await startSync(t.ctx, { provider_account_id: account })
    await syncProviderAccount(t.ctx, { provider_account_id: account, run_id })
    return ref
  }
  await work()
  expect(await rows()).toMatchObject([{ id: server.id, provider_ref: 'made-1' }])
})

test('two servers of one account have two names', async () => {
  await order()
  await expect(order('WEB-1')).rejects.toMatchObject({ code: 'already_exists' })
})

test('one that was under way before there were orders gets its order from its job', async () => {
  const { db } = t.ctx
  const server = await order()
  const kept = await db.selectFrom('server_orders').selectAll().executeTakeFirstOrThrow()
  const { run_id, server_id, image, of_point, until } = kept
  await sql`drop table server_orders`.execute(db)
  // As much of the queue as there is to see of it.
  await sql`create schema pgboss`.execute(db)
  await sql`create table pgboss.job (name text, data jsonb, created_on timestamptz default now())`.execute(db)
  for (const looks of [0, 1])
    await sql`insert into pgboss.job (name, data) values ('servers.deploy', ${JSON.stringify({ run_id, server_id, image, of_point, past: null, until, looks })})`.execute(
      db,
    )
  const migration = await readFile(join(import.meta.dirname, '../db/migrations/0022_server_orders.sql'), 'utf8')
  await sql.raw(migration).execute(db)
  expect(await db.selectFrom('server_orders').selectAll().execute()).toMatchObject([
    {
      run_id: server.run_id,
      server_id: server.id,
      image: 'debian-13',
      of_point: false,
      past: null,
      state: 'open',
      until,
    },
  ])
  await work()
  expect(await getRun(t.ctx, { run_id })).toMatchObject({ outcome: 'succeeded' })
})

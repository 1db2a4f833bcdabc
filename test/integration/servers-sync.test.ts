import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { minuteMs } from '../../src/lib/clock.ts'
import { connectProviderAccount } from '../../src/provider-accounts/connect-provider-account.ts'
import { startSync } from '../../src/provider-accounts/start-sync.ts'
import { getRun } from '../../src/runs/get-run.ts'
import type { Sandbox } from '../../src/sandbox/start-sandbox.ts'
import { continueDeployment, type DeploymentStep } from '../../src/servers/continue-deployment.ts'
import { deployServer } from '../../src/servers/deploy-server.ts'
import { syncProviderAccount } from '../../src/servers/sync-provider-account.ts'
import { createTestContext, type TestContext } from '../helpers/context.ts'
import { adaptersOn, openSandbox } from '../helpers/sandbox-clouds.ts'

// Sync and deployment through the real adapters, over HTTP, against the sandbox clouds with every fault of a listing.

const clouds = [
  {
    provider: 'digitalocean',
    list: 'droplets_list',
    create: 'droplets_create',
    order: { region: 'fra1', size: 's-1vcpu-1gb', image: 'debian-12-x64' },
    servers: 250,
  },
  {
    provider: 'contabo',
    list: 'retrieveInstancesList',
    create: 'createInstance',
    order: { region: 'EU', size: 'V92', image: 'afecbb85-e2fc-46f0-9684-b46b1faf00bb' },
    servers: 250,
  },
  {
    provider: 'vultr',
    list: 'list-instances',
    create: 'create-instance',
    order: { region: 'fra', size: 'vc2-1c-1gb', image: '2136' },
    servers: 620,
  },
] as const

describe.each(clouds)('$provider', ({ provider, list, create, order, servers }) => {
  let t: TestContext
  let sandbox: Sandbox
  let account: string
  beforeEach(async () => {
    t = await createTestContext({ providers: adaptersOn })
    sandbox = await openSandbox({ provider, clock: t.clock, servers })
    const connected = await connectProviderAccount(t.ctx, {
      provider,
      label: 'Sandbox',
      endpoint: sandbox.url,
      credentials: sandbox.control.credentials(),
    })
    account = connected.id
  })
  afterEach(async () => {
    await sandbox.close()
    await t.end()
  })

  const sync = async () => {
    const { run_id } = await startSync(t.ctx, { provider_account_id: account })
    await syncProviderAccount(t.ctx, { provider_account_id: account, run_id })
    t.clock.advanceMs(minuteMs)
    return getRun(t.ctx, { run_id })
  }
  const rows = () => t.ctx.db.selectFrom('servers').selectAll().orderBy('provider_ref').execute()
  const missing = async () => (await rows()).filter(({ missing_since }) => missing_since !== null).length
  const work = async () => {
    for (let next = t.queue.shift(); next !== undefined; next = t.queue.shift()) {
      if (next.task !== 'servers.deploy') continue
      t.clock.advanceMs(Math.max(0, Date.parse(next.start_after ?? t.clock.now()) - t.clock.nowMs()))
      sandbox.control.advance(0)
      await continueDeployment(t.ctx, next.input as DeploymentStep)
    }
  }

  test('every server once, with backups off, whatever the provider has switched on', async () => {
    expect(await sync()).toMatchObject({ outcome: 'succeeded', stats: { servers, found: servers, complete: true } })
    const found = await rows()
    const there = sandbox.control.servers()
    expect(found.map(({ provider_ref }) => provider_ref).sort()).toEqual(there.map(({ ref }) => ref).sort())
    expect(found.some(({ backups_enabled }) => backups_enabled)).toBe(false)
    expect(there.some(({ native }) => native === 'on')).toBe(true)
    sandbox.control.forgetCalls()
    expect(await sync()).toMatchObject({ stats: { found: 0 } })
    const calls = Object.values(sandbox.control.calls()).reduce((sum, n) => sum + n, 0)
    expect(calls, 'a sync takes a call per page, not per server').toBeLessThan(servers / 10)
  })

  test.each([
    'empty_list',
    'half_list',
    'server_error',
    'html',
    'unauthorized',
    'rate_limited',
    'timeout_before_effect',
    'timeout_after_effect',
  ] as const)('%s in every listing never means that a server is gone', async (kind) => {
    await sync()
    for (let n = 0; n < 4; n++) {
      sandbox.control.addFault({ operation: list, kind, times: 50 })
      const run = await sync()
      expect(['warning', 'failed']).toContain(run.outcome)
      sandbox.control.clearFaults()
    }
    expect(await missing()).toBe(0)
    expect(await rows()).toHaveLength(servers)
    expect((await rows()).every(({ missing_listings }) => missing_listings === 0)).toBe(true)
    expect(await sync()).toMatchObject({ outcome: 'succeeded' })
  })

  test('a later page that fails leaves what is known as it is', async () => {
    await sync()
    for (let n = 0; n < 4; n++) {
      sandbox.control.addFault({ operation: list, kind: 'server_error', after: 1, times: 50 })
      expect(['warning', 'failed']).toContain((await sync()).outcome)
      sandbox.control.clearFaults()
    }
    expect(await missing()).toBe(0)
  })

  test('a new server is ordered once and runs, with backups off there too', async () => {
    const server = await deployServer(t.ctx, {
      provider_account_id: account,
      name: 'web-1',
      plan_type: 'basic',
      ...order,
    })
    await work()
    expect(await getRun(t.ctx, { run_id: server.run_id })).toMatchObject({ outcome: 'succeeded' })
    const made = sandbox.control.servers().filter(({ name }) => name === 'web-1')
    expect(made).toMatchObject([{ native: 'off' }])
    expect(await sync()).toMatchObject({ stats: { servers: servers + 1, found: servers } })
    expect((await rows()).filter(({ name }) => name === 'web-1')).toMatchObject([
      { id: server.id, status: 'running', provider_ref: made[0]?.ref },
    ])
  })

  test('the provider hangs up after it took the order: one server all the same', async () => {
    sandbox.control.addFault({ operation: create, kind: 'timeout_after_effect' })
    const server = await deployServer(t.ctx, {
      provider_account_id: account,
      name: 'web-1',
      plan_type: 'basic',
      ...order,
    })
    await work()
    expect(await getRun(t.ctx, { run_id: server.run_id })).toMatchObject({ outcome: 'succeeded' })
    expect(sandbox.control.servers().filter(({ name }) => name === 'web-1')).toHaveLength(1)
    expect(sandbox.control.effects().filter(({ kind }) => kind === 'server_created')).toHaveLength(1)
  })

  test('an unknown size is refused by the provider; nothing is left of it', async () => {
    const server = await deployServer(t.ctx, {
      provider_account_id: account,
      name: 'web-1',
      plan_type: 'basic',
      ...order,
      size: 'no-such-size',
    })
    await work()
    expect(await getRun(t.ctx, { run_id: server.run_id })).toMatchObject({
      outcome: 'failed',
      error: { code: 'provider_refused' },
    })
    expect(await rows()).toEqual([])
  })
})

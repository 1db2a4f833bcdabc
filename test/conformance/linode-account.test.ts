import { afterEach, beforeEach, expect, test } from 'vitest'
import { refOfServer } from './changes.ts'
import { linodeSubject } from './linode-subject.ts'
import { openWorld, type World, type WorldOptions } from './world.ts'

// Rights, limits, prices and fleets at Linode.

let world: World
const statuses: number[] = []

const open = async (options: WorldOptions = {}) => {
  await world?.close()
  world = await openWorld(linodeSubject, { on_exchange: ({ status }) => statuses.push(status), ...options })
}

beforeEach(async () => {
  statuses.length = 0
  world = await openWorld(linodeSubject, { on_exchange: ({ status }) => statuses.push(status) })
})
afterEach(() => world.close())

test('a token that lacks a scope is good all the same: what it cannot do is named', async () => {
  world.sandbox.control.panel('set_scopes', { scopes: ['linodes:read_only'] })
  const { account, scopes } = await world.provider.checkCredentials()
  expect(account).toBe('northwind-ops')
  expect(Object.fromEntries(scopes.map(({ name, granted }) => [name, granted]))).toEqual({
    'account:read_only': false,
    'linodes:read_only': true,
    'events:read_only': false,
    'linodes:read_write': null,
    'unrestricted user': true,
  })
  const ref = await refOfServer(world, 'off')
  await expect(world.provider.enableNative(ref, null)).rejects.toMatchObject({ kind: 'forbidden', effect: 'none' })
})

test('a restricted user sees a part of the account only, and that is said', async () => {
  world.sandbox.control.panel('set_account', { restricted: true })
  const { account, scopes } = await world.provider.checkCredentials()
  expect(account).toBe('Northwind')
  expect(scopes.find(({ name }) => name === 'unrestricted user')?.granted).toBe(false)
})

test('a token that is none is unauthorized', async () => {
  world.sandbox.control.panel('revoke_token')
  await expect(world.provider.checkCredentials()).rejects.toMatchObject({ kind: 'unauthorized' })
})

test('200 listings a minute are never exceeded, and do not slow other calls down', async () => {
  const ref = await refOfServer(world, 'off')
  for (let call = 0; call < 300; call++) await world.provider.listServers()
  expect(Math.max(...world.waits)).toBeGreaterThan(0)
  const before = world.waits.length
  for (let call = 0; call < 1_000; call++) await world.provider.getServer(ref)
  expect(world.waits.length).toBe(before)
  expect(statuses).not.toContain(429)
})

test('what the replies tell of the limit is passed on', async () => {
  expect(world.provider.rateLimit()).toBeNull()
  await world.provider.listServers()
  expect(world.provider.rateLimit()).toMatchObject({ limit: 200, remaining: 199, resets_at: expect.any(String) })
})

test('who shares the token can use the limit up: 429 is waited out as long as it says', async () => {
  const others = [1, 2].map(() => world.connect(world.sandbox.control.credentials()))
  // Each of them stays within the limit, as far as it knows.
  for (const other of others) await Promise.all(Array.from({ length: 110 }, () => other.listServers()))
  expect(await world.provider.listServers()).toMatchObject({ complete: true })
  expect(statuses).toContain(429)
})

test('prices come by size, backups with them, and the snapshot costs nothing more', async () => {
  const prices = await world.provider.listPrices()
  expect(prices).toMatchObject({ native_percent: null, snapshot_gb_month: null })
  expect(prices.servers['g6-nanode-1']).toEqual({ amount_minor: 500, currency: 'USD' })
  expect(prices.native?.['g6-nanode-1']).toEqual({ amount_minor: 200, currency: 'USD' })
  world.sandbox.control.addFault({ operation: 'get-linode-types', kind: 'half_list' })
  await expect(world.provider.listPrices()).rejects.toMatchObject({ kind: 'retry', effect: 'none' })
})

test('10,000 servers with their backups, schedules and newest backup in 20 calls', async () => {
  await open({ servers: 10_000 })
  const { servers, ...listing } = await world.provider.listServers()
  expect(listing).toEqual({ complete: true, problem: null, calls: 20 })
  expect(world.sandbox.control.calls()).toEqual({ 'get-linode-instances': 20 })
  const truth = new Map(world.sandbox.control.servers().map((server) => [server.ref, server]))
  expect(servers).toHaveLength(10_000)
  for (const { ref, native, newest_native_at } of servers) {
    const server = truth.get(ref)
    expect(native.state, ref).toBe(server?.native)
    const newest = server?.recovery_points.map(({ created_at }) => Date.parse(created_at)) ?? []
    // Linode tells times to the second.
    const shown = newest.length === 0 ? null : Math.floor(Math.max(...newest) / 1_000) * 1_000
    expect(newest_native_at === null ? null : Date.parse(newest_native_at), ref).toBe(shown)
  }
})

import { afterEach, beforeEach, expect, test } from 'vitest'
import type { NativeSchedule } from '../../src/providers/provider.ts'
import { refOfServer } from './changes.ts'
import { digitaloceanSubject } from './digitalocean-subject.ts'
import { dayMs, openWorld, type World } from './world.ts'

// What is DigitalOcean's alone, beyond the suite that all adapters pass.

let world: World

beforeEach(async () => {
  world = await openWorld(digitaloceanSubject, { servers: 60 })
})
afterEach(() => world.close())

const weekly: NativeSchedule = { every: 'week', weekday: 'tuesday', hour: 8 }

const enable = async (ref: string, schedule: NativeSchedule | null) =>
  world.settle(await world.provider.enableNative(ref, schedule))

test('servers with graphics cards are listed too', async () => {
  const { servers, complete } = await world.provider.listServers()
  expect(complete).toBe(true)
  expect(servers).toHaveLength(60)
  expect(servers.filter(({ size }) => size?.startsWith('gpu-'))).toHaveLength(1)
})

test('a schedule comes back as it was set, in the one listing and in the other', async () => {
  const ref = await refOfServer(world, 'off')
  await enable(ref, weekly)
  const native = { state: 'on', schedule: weekly, managed_in_panel: false, next_at: '2026-01-20T08:00:00.000Z' }
  expect((await world.provider.getServer(ref)).native).toEqual(native)
  const { servers } = await world.provider.listServers()
  expect(servers.find((server) => server.ref === ref)?.native).toEqual(native)
  expect(world.sandbox.control.servers().find((server) => server.ref === ref)?.schedule).toEqual({
    plan: 'weekly',
    weekday: 'TUE',
    hour: 8,
  })
})

test.each([
  ['an hour that no window starts at', { every: 'day', hour: 5 }, /0, 4, 8, 12, 16, 20/],
  ['an hour outside the day', { every: 'week', hour: 24 }, /0, 4, 8, 12, 16, 20/],
] as const)('%s is refused before anything is changed', async (_name, schedule, message) => {
  const ref = await refOfServer(world, 'off')
  await expect(world.provider.enableNative(ref, schedule)).rejects.toMatchObject({
    kind: 'permanent',
    effect: 'none',
    message: expect.stringMatching(message),
  })
  expect(world.sandbox.control.calls()).toEqual({ droplets_list_supported_backup_policies: 1 })
})

test('a usage-based plan is managed in the panel', async () => {
  const ref = await refOfServer(world, 'off')
  world.sandbox.control.panel('enable_backups', { server_ref: ref, plan: '6h', hour: 6 })
  expect((await world.provider.getServer(ref)).native).toMatchObject({
    state: 'on',
    schedule: null,
    managed_in_panel: true,
  })
})

test('a second change while the first is under way is locked, and the server says so', async () => {
  const ref = await refOfServer(world, 'off')
  const first = await world.provider.enableNative(ref, weekly)
  expect(await world.provider.getServer(ref)).toMatchObject({ locked: true, native: { state: 'off' } })
  await expect(world.provider.disableNative(ref)).rejects.toMatchObject({ kind: 'locked', effect: 'none', status: 422 })
  expect(await world.settle(first)).toEqual({ state: 'succeeded' })
  expect(await world.provider.getServer(ref)).toMatchObject({ locked: false, native: { state: 'on' } })
})

test('a token without image:read never makes servers look bare', async () => {
  const { provider, sandbox } = world
  const protectedRef = await refOfServer(world, 'on')
  sandbox.control.panel('set_scopes', { scopes: ['droplet:read', 'actions:read'] })
  const whole = await provider.listServers()
  expect(whole.complete).toBe(true)
  expect(whole.servers.every(({ recovery_point_refs }) => recovery_point_refs === null)).toBe(true)
  expect(whole.servers.find(({ ref }) => ref === protectedRef)?.native.state).toBe('on')

  sandbox.control.addFault({ operation: 'droplets_list_backup_policies', kind: 'server_error', times: 100 })
  const blind = await provider.listServers()
  expect(blind).toMatchObject({ complete: false, problem: expect.stringContaining('DigitalOcean failed to answer') })
  expect(blind.servers).toHaveLength(60)
  expect(new Set(blind.servers.map(({ native }) => native.state))).toEqual(new Set(['on', 'unknown']))
})

test('checking credentials tells which scopes are missing and what for', async () => {
  world.sandbox.control.panel('set_scopes', { scopes: ['droplet:read'] })
  const { account, scopes } = await world.provider.checkCredentials()
  expect(account).toBeNull()
  expect(scopes.filter(({ granted }) => granted === true).map(({ name }) => name)).toEqual(['droplet:read'])
  expect(scopes.filter(({ granted }) => granted === false).map(({ name }) => name)).toEqual([
    'account:read',
    'image:read',
    'actions:read',
  ])
  expect(scopes.find(({ name }) => name === 'image:read')?.needed_for).toContain('look like one without')
  // Only a change would prove these.
  expect(scopes.filter(({ granted }) => granted === null).map(({ name }) => name)).toContain('droplet:update')
})

test('a missing scope is forbidden, and nothing happened', async () => {
  world.sandbox.control.panel('set_scopes', { scopes: ['droplet:read'] })
  const ref = await refOfServer(world, 'off')
  await expect(world.provider.enableNative(ref, null)).rejects.toMatchObject({ kind: 'forbidden', effect: 'none' })
  expect(world.sandbox.control.effects()).toEqual([])
})

test('a revoked token is unauthorized', async () => {
  world.sandbox.control.panel('revoke_token')
  await expect(world.provider.listServers()).rejects.toMatchObject({ kind: 'unauthorized' })
})

test('daily backups stay seven days, weekly ones twenty-eight', async () => {
  const [daily, second] = world.sandbox.control.servers().filter(({ native }) => native === 'off')
  const refs = [daily?.ref ?? '', second?.ref ?? ''] as const
  await enable(refs[0], { every: 'day', hour: 4 })
  await enable(refs[1], weekly)
  world.sandbox.control.advance(60 * dayMs)
  expect(await world.provider.listRecoveryPoints(refs[0])).toHaveLength(7)
  expect(await world.provider.listRecoveryPoints(refs[1])).toHaveLength(4)
})

test('switching off takes the backups away, except one that was kept as a snapshot', async () => {
  const ref = await refOfServer(world, 'off')
  await enable(ref, { every: 'day', hour: 4 })
  world.sandbox.control.advance(3 * dayMs)
  const [newest] = await world.provider.listRecoveryPoints(ref)
  await world.settle(await world.provider.convertToSnapshot(newest?.ref ?? ''))
  await world.settle(await world.provider.disableNative(ref))
  expect(await world.provider.listRecoveryPoints(ref)).toEqual([{ ...newest, kind: 'snapshot' }])
  expect(await world.provider.getServer(ref)).toMatchObject({
    native: { state: 'off' },
    recovery_point_refs: [newest?.ref],
  })
})

test("only this server's snapshots can be deleted, also when the server is gone", async () => {
  const [mine, other] = world.sandbox.control.servers().filter(({ native }) => native === 'off')
  const [ref, otherRef] = [mine?.ref ?? '', other?.ref ?? '']
  await world.settle(await world.provider.createSnapshot(ref, 'nightly'))
  const [snapshot] = await world.provider.listRecoveryPoints(ref)
  const refused = { kind: 'not_found', message: expect.stringContaining('Nothing was deleted') }
  await expect(world.provider.deleteSnapshot(otherRef, snapshot?.ref ?? '')).rejects.toMatchObject(refused)
  world.sandbox.control.panel('delete_server', { server_ref: otherRef })
  await expect(world.provider.deleteSnapshot(otherRef, snapshot?.ref ?? '')).rejects.toMatchObject(refused)
  world.sandbox.control.panel('delete_server', { server_ref: ref })
  await world.provider.deleteSnapshot(ref, snapshot?.ref ?? '')
  expect(world.sandbox.control.effects().map(({ kind }) => kind)).toEqual(['snapshot_created', 'snapshot_deleted'])
})

test('an ordinary backup is no snapshot to delete', async () => {
  const ref = await refOfServer(world, 'on')
  const [backup] = await world.provider.listRecoveryPoints(ref)
  await expect(world.provider.deleteSnapshot(ref, backup?.ref ?? '')).rejects.toMatchObject({ kind: 'not_found' })
  expect(world.sandbox.control.effects()).toEqual([])
})

test.each([
  ['half a page of policies', { operation: 'droplets_list_backup_policies', kind: 'half_list', times: 9 }],
  ['no graphics servers where there are some', { operation: 'droplets_list', kind: 'empty_list', after: 1 }],
] as const)('%s is not complete', async (_name, fault) => {
  world.sandbox.control.addFault(fault)
  expect(await world.provider.listServers()).toMatchObject({
    complete: false,
    problem: expect.stringMatching(/^DigitalOcean .+\.$/),
  })
})

test('half a list of recovery points is not shown as if it were all', async () => {
  const ref = await refOfServer(world, 'on')
  world.sandbox.control.addFault({ operation: 'droplets_list_backups', kind: 'half_list' })
  await expect(world.provider.listRecoveryPoints(ref)).rejects.toMatchObject({
    kind: 'retry',
    message: expect.stringContaining('not whole'),
  })
})

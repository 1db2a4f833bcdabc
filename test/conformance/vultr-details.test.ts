import { afterEach, beforeEach, expect, test } from 'vitest'
import type { NativeSchedule } from '../../src/providers/provider.ts'
import { refOfServer } from './changes.ts'
import { vultrSubject } from './vultr-subject.ts'
import { dayMs, openWorld, type World } from './world.ts'

// What is Vultr's alone, beyond the suite that all adapters pass.

let world: World

beforeEach(async () => {
  world = await openWorld(vultrSubject, { servers: 60 })
})
afterEach(() => world.close())

const weekly: NativeSchedule = { every: 'week', weekday: 'tuesday', hour: 7 }
const setSchedule = 'create-instance-backup-schedule'
const seen = (ref: string) => world.sandbox.control.servers().find((server) => server.ref === ref)
const nativeOf = async (ref: string) => (await world.provider.getServer(ref)).native

test('a schedule comes back as it was set; the listing tells only that backups are on', async () => {
  const ref = await refOfServer(world, 'off')
  await world.provider.enableNative(ref, weekly)
  expect(seen(ref)?.schedule).toMatchObject({ type: 'weekly', hour: 7, dow: 3 })
  expect(await nativeOf(ref)).toEqual({
    state: 'on',
    schedule: weekly,
    managed_in_panel: false,
    next_at: '2026-01-20T07:00:00.000Z',
  })
  const { servers } = await world.provider.listServers()
  expect(servers.find((server) => server.ref === ref)?.native).toEqual({
    state: 'on',
    schedule: null,
    managed_in_panel: false,
    next_at: null,
  })
})

test.each(['sunday', 'saturday'] as const)('%s is counted from 1', async (weekday) => {
  const ref = await refOfServer(world, 'off')
  await world.provider.enableNative(ref, { every: 'week', weekday, hour: 0 })
  expect(seen(ref)?.schedule).toMatchObject({ dow: weekday === 'sunday' ? 1 : 7 })
  expect((await nativeOf(ref)).schedule).toEqual({ every: 'week', weekday, hour: 0 })
})

test.each(['monthly', 'daily_alt_even', 'daily_alt_odd', 'lunar'])(
  'a schedule of the kind %s is managed in the panel',
  async (type) => {
    const ref = await refOfServer(world, 'off')
    world.sandbox.control.panel('enable_backups', { server_ref: ref, type, hour: 6, dom: 5 })
    expect(await nativeOf(ref)).toMatchObject({ state: 'on', schedule: null, managed_in_panel: true })
  },
)

test('without a schedule Vultr chooses one, and it is read back', async () => {
  const ref = await refOfServer(world, 'off')
  await world.provider.enableNative(ref, null)
  expect(world.sandbox.control.calls()[setSchedule]).toBeUndefined()
  expect((await nativeOf(ref)).schedule).toEqual({ every: 'day', hour: 10 })
})

test.each([
  ['a refusal', { kind: 'unauthorized' }],
  ['a busy server', { kind: 'locked' }],
  ['a fault', { kind: 'server_error' }],
  ['silence', { kind: 'timeout_before_effect' }],
  ['the limit', { kind: 'rate_limited', retry_after_seconds: 60 }],
] as const)(
  '%s between the two calls of switching on is never "nothing happened", and can be mended',
  async (_, fault) => {
    const ref = await refOfServer(world, 'off')
    world.sandbox.control.addFault({ operation: setSchedule, ...fault })
    await expect(world.provider.enableNative(ref, weekly)).rejects.toMatchObject({
      effect: 'unknown',
      message: expect.stringContaining('Vultr switched backups on'),
    })
    expect(world.sandbox.control.effects().map(({ kind }) => kind)).toEqual(['backups_enabled'])
    expect(await nativeOf(ref)).toMatchObject({ state: 'on', schedule: { every: 'day', hour: 10 } })
    await world.provider.changeNativeSchedule(ref, weekly)
    expect((await nativeOf(ref)).schedule).toEqual(weekly)
    expect(world.sandbox.control.effects().filter(({ billable }) => billable)).toHaveLength(1)
  },
)

test('switching on twice buys nothing twice, and sets the schedule', async () => {
  const ref = await refOfServer(world, 'off')
  await world.provider.enableNative(ref, null)
  await world.provider.enableNative(ref, weekly)
  expect(world.sandbox.control.effects().map(({ kind }) => kind)).toEqual([
    'backups_enabled',
    'backup_schedule_changed',
  ])
})

test('a schedule that does not come is no answer at all', async () => {
  const ref = await refOfServer(world, 'on')
  world.sandbox.control.addFault({ operation: 'get-instance-backup-schedule', kind: 'server_error', times: 9 })
  await expect(world.provider.getServer(ref)).rejects.toMatchObject({ kind: 'retry' })
})

test('VX1 servers cannot have backups: refused, and nothing happened', async () => {
  const { servers } = await world.provider.listServers()
  const { ref = '', size = null } = servers.find((server) => server.size?.startsWith('vx1-')) ?? {}
  // With or without block storage, the plan does not tell.
  expect(world.provider.capabilities.native?.available_for?.(size)).toBeNull()
  expect(world.provider.capabilities.native?.available_for?.('vc2-1c-1gb')).toBe(true)
  await expect(world.provider.enableNative(ref, weekly)).rejects.toMatchObject({ kind: 'permanent', effect: 'none' })
  expect(world.sandbox.control.calls()[setSchedule]).toBeUndefined()
})

test('the last two backups are kept, and switching off may take them', async () => {
  const ref = await refOfServer(world, 'off')
  await world.provider.enableNative(ref, { every: 'day', hour: 4 })
  world.sandbox.control.advance(10 * dayMs)
  const points = await world.provider.listRecoveryPoints(ref)
  expect(points.map(({ created_at }) => created_at)).toEqual(['2026-01-25T04:00:00.000Z', '2026-01-24T04:00:00.000Z'])
  expect(points[0]?.size_bytes).toBeGreaterThan(1e9)
  await world.provider.disableNative(ref)
  expect(await world.provider.listRecoveryPoints(ref)).toEqual([])
  expect(world.provider.capabilities.native?.disable_destroys).toBe(true)
})

test.each([
  [{ power_status: 'stopped' }, 'stopped', false, 'active, stopped'],
  [{ server_status: 'locked' }, 'running', true, 'active, locked'],
  [{ server_status: 'installingbooting' }, 'provisioning', false, 'active, installingbooting'],
  [{ status: 'pending', server_status: 'none' }, 'provisioning', true, 'pending, none'],
  [{ status: 'resizing' }, 'provisioning', true, 'resizing'],
  [{ status: 'suspended', power_status: 'stopped' }, 'stopped', false, 'suspended, stopped'],
] as const)('three words make up how a server stands: %j', async (states, status, locked, provider_status) => {
  const ref = await refOfServer(world, 'off')
  world.sandbox.control.panel('set_states', { server_ref: ref, power_status: 'running', ...states })
  expect(await world.provider.getServer(ref)).toMatchObject({ status, locked, provider_status })
})

test('a new server tells its password once, and no reading does', async () => {
  const started = await world.provider.createServer(vultrSubject.new_server)
  expect(started.root_password).toMatch(/^pw_/)
  const text = JSON.stringify([await world.provider.getServer(started.ref), await world.provider.listServers()])
  expect(text).not.toContain(started.root_password)
  expect(world.lines.join('\n')).not.toContain(started.root_password)
})

test('rights come from the account; which are missing is told', async () => {
  world.sandbox.control.panel('set_acls', { acls: ['subscriptions_view', 'billing'] })
  const { account, scopes } = await world.provider.checkCredentials()
  expect(account).toBe('Northwind Operations (ops@northwind.example)')
  expect(scopes.filter(({ granted }) => granted === false).map(({ name }) => name)).toEqual([
    'subscriptions',
    'provisioning',
  ])
  const ref = await refOfServer(world, 'off')
  await expect(world.provider.enableNative(ref, weekly)).rejects.toMatchObject({ kind: 'forbidden', effect: 'none' })
})

import { afterEach, beforeEach, expect, test } from 'vitest'
import { refOfServer } from './changes.ts'
import { linodeSubject } from './linode-subject.ts'
import { dayMs, openWorld, type World } from './world.ts'

// Linode's own backups and its one snapshot: what the suite for all providers does not know of.

let world: World

beforeEach(async () => {
  world = await openWorld(linodeSubject)
})
afterEach(() => world.close())

const inCloud = (ref: string) => world.sandbox.control.servers().find((server) => server.ref === ref)

const withBackups = async () => {
  const ref = await refOfServer(world, 'off')
  await world.provider.enableNative(ref, { every: 'day', weekday: 'sunday', hour: 4 })
  return ref
}

test('switching off deletes every backup forever, the manual snapshot, too', async () => {
  const ref = await withBackups()
  world.sandbox.control.advance(10 * dayMs)
  await world.settle(await world.provider.createSnapshot(ref, 'kept?'))
  expect(new Set(inCloud(ref)?.recovery_points.map(({ kind }) => kind))).toEqual(new Set(['native', 'snapshot']))
  await world.provider.disableNative(ref)
  expect(inCloud(ref)).toMatchObject({ native: 'off', recovery_points: [] })
  expect(await world.provider.listRecoveryPoints(ref)).toEqual([])
  await world.provider.enableNative(ref, null)
  expect(await world.provider.listRecoveryPoints(ref)).toEqual([])
  expect(world.provider.capabilities.native).toMatchObject({ can_disable: true, disable_destroys: true })
})

test('a schedule is a window of every day, and the weekday that is kept longer', async () => {
  const ref = await withBackups()
  expect(inCloud(ref)?.schedule).toEqual({ day: 'Sunday', window: 'W4' })
  const native = { state: 'on', schedule: { every: 'day', weekday: 'sunday', hour: 4 }, managed_in_panel: false }
  expect(await world.provider.getServer(ref)).toMatchObject({ native })
  await world.provider.changeNativeSchedule(ref, { every: 'day', hour: 20 })
  expect(inCloud(ref)?.schedule).toEqual({ day: 'Sunday', window: 'W20' })
})

test('without a schedule Linode chooses one in its own time', async () => {
  const ref = await refOfServer(world, 'off')
  await world.provider.enableNative(ref, null)
  expect((await world.provider.getServer(ref)).native).toMatchObject({ state: 'on', schedule: { every: 'day' } })
  world.sandbox.control.advance(world.sandbox.control.settings().action_ms)
  const { native } = await world.provider.getServer(ref)
  expect(native.schedule).toEqual({ every: 'day', weekday: 'saturday', hour: expect.any(Number) })
})

test('a schedule that Linode does not take is refused before anything is switched on', async () => {
  const ref = await refOfServer(world, 'off')
  for (const schedule of [{ every: 'week', weekday: 'sunday', hour: 0 } as const, { every: 'day', hour: 3 } as const])
    await expect(world.provider.enableNative(ref, schedule)).rejects.toMatchObject({
      kind: 'permanent',
      effect: 'none',
    })
  expect(world.sandbox.control.calls()).toEqual({})
})

test('backups that are on with a schedule that was not taken: nobody is told that nothing happened', async () => {
  const ref = await refOfServer(world, 'off')
  world.sandbox.control.addFault({ operation: 'put-linode-instance', kind: 'rate_limited' })
  await expect(world.provider.enableNative(ref, { every: 'day', hour: 4 })).rejects.toMatchObject({
    kind: 'rate_limited',
    effect: 'unknown',
    message: expect.stringContaining('Backups were switched on'),
  })
  expect(inCloud(ref)?.native).toBe('on')
})

test('never more than three, the oldest 7 to 14 days old, and the newest is the one that the listing tells of', async () => {
  const ref = await withBackups()
  const { most_points, retention_days, sure_days = 0 } = world.provider.capabilities.native ?? expect.fail()
  expect(retention_days).toEqual({ day: 14, week: 14 })
  const counts = new Set<number>()
  let youngest = Number.POSITIVE_INFINITY
  for (let day = 0; day < 40; day++) {
    world.sandbox.control.advance(dayMs)
    const points = await world.provider.listRecoveryPoints(ref)
    counts.add(points.length)
    const nowMs = Date.parse(world.sandbox.control.now())
    for (const { created_at } of points) expect(nowMs - Date.parse(created_at)).toBeLessThanOrEqual(15 * dayMs)
    const oldest = Math.min(...points.map(({ created_at }) => Date.parse(created_at)))
    // The window is two hours wide, so a week is not to the minute.
    if (day > 21) youngest = Math.min(youngest, Math.round((nowMs - oldest) / dayMs))
    const { newest_native_at } = await world.provider.getServer(ref)
    expect(newest_native_at).toBe(points[0]?.created_at)
    expect(nowMs - Date.parse(newest_native_at ?? '')).toBeLessThanOrEqual(dayMs)
  }
  expect(Math.max(...counts)).toBe(most_points)
  // What is there for sure is less than what is there at most.
  expect(youngest).toBe(sure_days)
})

test('the newest backup of each server is in the listing, so that only changed ones are read again', async () => {
  const ref = await withBackups()
  const newest = async () =>
    (await world.provider.listServers()).servers.find((server) => server.ref === ref)?.newest_native_at
  expect(await newest()).toBeNull()
  world.sandbox.control.advance(dayMs)
  const first = await newest()
  world.sandbox.control.advance(dayMs)
  expect(first).toEqual(expect.any(String))
  expect(await newest()).not.toBe(first)
})

test('there is one snapshot, and the next one takes its place', async () => {
  const ref = await withBackups()
  const first = await world.provider.createSnapshot(ref, 'monday')
  expect(await world.settle(first)).toEqual({ state: 'succeeded' })
  expect(await world.settle(await world.provider.createSnapshot(ref, 'tuesday'))).toEqual({ state: 'succeeded' })
  const snapshots = (await world.provider.listRecoveryPoints(ref)).filter(({ kind }) => kind === 'snapshot')
  expect(snapshots).toMatchObject([{ name: 'tuesday', size_bytes: null }])
  expect(await world.provider.followAction(first.action ?? '')).toMatchObject({
    state: 'failed',
    reason: expect.stringContaining('replaced'),
  })
  expect(world.provider.capabilities.snapshot).toMatchObject({ slots: 1, replaces_oldest: true, needs_native: true })
})

test('a snapshot that fails leaves the one before', async () => {
  const ref = await withBackups()
  await world.settle(await world.provider.createSnapshot(ref, 'monday'))
  world.sandbox.control.addFault({ operation: 'post-snapshot', kind: 'action_errors' })
  expect(await world.settle(await world.provider.createSnapshot(ref, 'tuesday'))).toMatchObject({ state: 'failed' })
  const points = await world.provider.listRecoveryPoints(ref)
  expect(points.filter(({ kind }) => kind === 'snapshot')).toMatchObject([{ name: 'monday' }])
})

test('a snapshot under way is no recovery point, tells how far it is, and keeps others off', async () => {
  const ref = await withBackups()
  const { action } = await world.provider.createSnapshot(ref, 'monday')
  expect(await world.provider.listRecoveryPoints(ref)).toEqual([])
  world.sandbox.control.advance(world.sandbox.control.settings().action_ms / 2)
  expect(await world.provider.followAction(action ?? '')).toEqual({ state: 'running', percent: 50 })
  await expect(world.provider.createSnapshot(ref, 'tuesday')).rejects.toMatchObject({ kind: 'locked', effect: 'none' })
  world.sandbox.control.panel('set_scopes', { scopes: ['linodes:read_write'] })
  expect(await world.provider.followAction(action ?? '')).toEqual({ state: 'running', percent: null })
})

test('without backups no snapshot', async () => {
  const ref = await refOfServer(world, 'off')
  await expect(world.provider.createSnapshot(ref, 'monday')).rejects.toMatchObject({
    kind: 'permanent',
    effect: 'none',
    message: expect.stringContaining('Backups are not enabled'),
  })
})

test('a list of backups that is refused where backups are off is an empty one', async () => {
  const [off, on] = [await refOfServer(world, 'off'), await refOfServer(world, 'on')]
  const refusing: typeof fetch = async (input, init) => {
    const reply = await fetch(input, init)
    if (!String(input).endsWith('/backups')) return reply
    return new Response(JSON.stringify({ errors: [{ reason: 'No backups' }] }), { status: 400 })
  }
  const provider = world.connect(world.sandbox.control.credentials(), {}, { fetch: refusing })
  expect(await provider.listRecoveryPoints(off)).toEqual([])
  await expect(provider.listRecoveryPoints(on)).rejects.toMatchObject({
    kind: 'permanent',
    message: expect.stringContaining('No backups.'),
  })
})

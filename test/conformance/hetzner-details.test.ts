import { afterEach, beforeEach, expect, test } from 'vitest'
import { refOfServer } from './changes.ts'
import { hetznerSubject } from './hetzner-subject.ts'
import { dayMs, openWorld, type World } from './world.ts'

// What is Hetzner Cloud's alone, beyond the suite that all adapters pass.

let world: World

beforeEach(async () => {
  world = await openWorld(hetznerSubject, { servers: 12 })
})
afterEach(() => world.close())

const enable = async (ref: string) => world.settle(await world.provider.enableNative(ref, null))

const snapshotOf = async (ref: string, name = 'nightly') => {
  await world.settle(await world.provider.createSnapshot(ref, name))
  return (await world.provider.listRecoveryPoints(ref)).find((point) => point.name === name) ?? expect.fail(name)
}

test('Hetzner picks the window, and it is shown: every day, from its first hour', async () => {
  const ref = await refOfServer(world, 'off')
  await enable(ref)
  const { native } = await world.provider.getServer(ref)
  const window = world.sandbox.control.servers().find((server) => server.ref === ref)?.schedule
  expect(window).toMatch(/^\d\d-\d\d$/)
  expect(native).toEqual({
    state: 'on',
    schedule: { every: 'day', hour: Number(String(window).slice(0, 2)) },
    managed_in_panel: false,
    next_at: null,
  })
})

test('a wish for a schedule is refused before anything is sent', async () => {
  const ref = await refOfServer(world, 'off')
  const { provider, sandbox } = world
  expect(provider.capabilities.native).toMatchObject({ schedules: [], hours: [] })
  await expect(provider.enableNative(ref, { every: 'day', hour: 4 })).rejects.toMatchObject({
    kind: 'unsupported',
    effect: 'none',
    message: expect.stringContaining('without a schedule'),
  })
  expect(sandbox.control.calls()).toEqual({})
})

test('seven backups at most: the oldest goes when an eighth comes', async () => {
  const ref = await refOfServer(world, 'off')
  await enable(ref)
  world.sandbox.control.advance(7 * dayMs)
  const seven = await world.provider.listRecoveryPoints(ref)
  expect(seven).toHaveLength(world.provider.capabilities.native?.most_points ?? 0)
  world.sandbox.control.advance(dayMs)
  const later = await world.provider.listRecoveryPoints(ref)
  expect(later.slice(1)).toEqual(seven.slice(0, 6))
  world.sandbox.control.advance(60 * dayMs)
  expect(await world.provider.listRecoveryPoints(ref)).toHaveLength(7)
})

test('a backup that somebody takes by hand uses a slot, too', async () => {
  const ref = await refOfServer(world, 'off')
  await enable(ref)
  world.sandbox.control.advance(7 * dayMs)
  const before = await world.provider.listRecoveryPoints(ref)
  world.sandbox.control.panel('take_backup', { server_ref: ref })
  const after = await world.provider.listRecoveryPoints(ref)
  expect(after.map(({ name }) => name)).toContain('by hand')
  expect(after).toHaveLength(7)
  expect(after.map((point) => point.ref)).not.toContain(before.at(-1)?.ref)
})

test('switching off takes all backups away at once, except one that was kept as a snapshot', async () => {
  const ref = await refOfServer(world, 'off')
  await enable(ref)
  world.sandbox.control.advance(3 * dayMs)
  const [newest] = await world.provider.listRecoveryPoints(ref)
  expect(await world.provider.convertToSnapshot(newest?.ref ?? '')).toEqual({ action: null })
  expect(world.sandbox.control.calls()).toMatchObject({ replace_image: 1 })
  await world.settle(await world.provider.disableNative(ref))
  expect(await world.provider.listRecoveryPoints(ref)).toEqual([{ ...newest, kind: 'snapshot' }])
  expect((await world.provider.getServer(ref)).native.state).toBe('off')
})

test('progress is told in percent', async () => {
  const { provider, sandbox } = world
  const action_ms = 10_000
  sandbox.control.changeSettings({ action_ms })
  const { action } = await provider.createSnapshot(await refOfServer(world, 'off'), 'nightly')
  const seen = []
  for (const ms of [0, 2_500, 5_000, 2_000, 500]) {
    sandbox.control.advance(ms)
    seen.push(await provider.followAction(action ?? ''))
  }
  const running = [0, 25, 75, 95].map((percent) => ({ state: 'running', percent }))
  expect(seen).toEqual([...running, { state: 'succeeded' }])
})

test('an image that is still being made is no recovery point yet', async () => {
  const ref = await refOfServer(world, 'off')
  const started = await world.provider.createSnapshot(ref, 'nightly')
  expect(await world.provider.listRecoveryPoints(ref)).toEqual([])
  await world.settle(started)
  const [point] = await world.provider.listRecoveryPoints(ref)
  // One that Hetzner cannot reach just now is not gone.
  world.sandbox.control.panel('spoil_image', { image_ref: point?.ref })
  expect(await world.provider.listRecoveryPoints(ref)).toEqual([point])
})

test('why an action failed is told', async () => {
  const ref = await refOfServer(world, 'off')
  world.sandbox.control.addFault({ operation: 'create_image_from_server', kind: 'action_errors' })
  const started = await world.provider.createSnapshot(ref, 'nightly')
  expect(await world.settle(started)).toEqual({
    state: 'failed',
    reason: expect.stringMatching(
      /^Hetzner Cloud reports that its action create_image \(\d+\) failed: .+ \(action_failed\)\.$/,
    ),
  })
  expect(await world.provider.listRecoveryPoints(ref)).toEqual([])
})

test('a second change while the first is under way is locked, and the server says so', async () => {
  const ref = await refOfServer(world, 'off')
  const first = await world.provider.enableNative(ref, null)
  expect(await world.provider.getServer(ref)).toMatchObject({ locked: true, native: { state: 'off' } })
  await expect(world.provider.disableNative(ref)).rejects.toMatchObject({ kind: 'locked', effect: 'none', status: 423 })
  expect(await world.settle(first)).toEqual({ state: 'succeeded' })
  expect(await world.provider.getServer(ref)).toMatchObject({ locked: false, native: { state: 'on' } })
})

test('a server protected against rebuilding is not restored, and its credentials are not blamed', async () => {
  const ref = await refOfServer(world, 'off')
  const point = await snapshotOf(ref)
  world.sandbox.control.panel('protect_server', { server_ref: ref })
  await expect(world.provider.restoreInPlace(ref, point)).rejects.toMatchObject({
    kind: 'permanent',
    effect: 'none',
    message: expect.stringContaining('server is protected'),
  })
})

test('names of servers are unique in a project', async () => {
  const { new_server } = hetznerSubject
  await world.settle(await world.provider.createServer(new_server))
  await expect(world.provider.createServer(new_server)).rejects.toMatchObject({ kind: 'permanent', effect: 'none' })
})

test("only this server's snapshots can be deleted, also when the server is gone", async () => {
  const [mine, other] = world.sandbox.control.servers().filter(({ native }) => native === 'off')
  const [ref, otherRef] = [mine?.ref ?? '', other?.ref ?? '']
  const snapshot = await snapshotOf(ref)
  const refused = { kind: 'not_found', message: expect.stringContaining('Nothing was deleted') }
  await expect(world.provider.deleteSnapshot(otherRef, snapshot.ref)).rejects.toMatchObject(refused)
  world.sandbox.control.panel('delete_server', { server_ref: ref })
  await world.provider.deleteSnapshot(ref, snapshot.ref)
  expect(world.sandbox.control.effects().map(({ kind }) => kind)).toEqual(['snapshot_created', 'snapshot_deleted'])
})

test('an ordinary backup is no snapshot to delete', async () => {
  const ref = await refOfServer(world, 'on')
  const [backup] = await world.provider.listRecoveryPoints(ref)
  await expect(world.provider.deleteSnapshot(ref, backup?.ref ?? '')).rejects.toMatchObject({ kind: 'not_found' })
  expect(world.sandbox.control.effects()).toEqual([])
})

test('a protected snapshot stays', async () => {
  const ref = await refOfServer(world, 'off')
  const snapshot = await snapshotOf(ref)
  world.sandbox.control.panel('protect_image', { image_ref: snapshot.ref })
  await expect(world.provider.deleteSnapshot(ref, snapshot.ref)).rejects.toMatchObject({ kind: 'permanent' })
  expect(await world.provider.listRecoveryPoints(ref)).toEqual([snapshot])
})

test('snapshots of a deleted server are still on the list of the project; its backups are not', async () => {
  const ref = await refOfServer(world, 'off')
  await enable(ref)
  world.sandbox.control.advance(2 * dayMs)
  const snapshot = await snapshotOf(ref)
  world.sandbox.control.panel('delete_server', { server_ref: ref })
  const { points, complete } = await world.provider.listAllRecoveryPoints([])
  expect(complete).toBe(true)
  expect(points.filter(({ server_ref }) => server_ref === ref)).toEqual([{ ...snapshot, server_ref: ref }])
})

test.each([
  ['half a page of backups', { kind: 'half_list' }],
  ['snapshots that do not come', { kind: 'server_error', after: 1, times: 100 }],
] as const)('%s: not shown as if it were all', async (_name, fault) => {
  const ref = await refOfServer(world, 'on')
  await snapshotOf(ref)
  world.sandbox.control.addFault({ operation: 'list_images', ...fault })
  await expect(world.provider.listRecoveryPoints(ref)).rejects.toMatchObject({
    kind: 'retry',
    message: expect.stringContaining('not whole'),
  })
  world.sandbox.control.clearFaults()
  world.sandbox.control.addFault({ operation: 'list_images', ...fault })
  expect(await world.provider.listAllRecoveryPoints([])).toMatchObject({
    complete: false,
    problem: expect.stringMatching(/^Hetzner Cloud .+\.$/),
  })
})

test('prices: each type where it is cheapest, without VAT, in the currency of the project', async () => {
  expect(await world.provider.listPrices()).toMatchObject({
    // In Ashburn it is 4.19.
    servers: { cx23: { amount_minor: 349, currency: 'EUR' }, cax11: { amount_minor: 379, currency: 'EUR' } },
    native_percent: { day: 20, week: 20 },
    native: null,
    snapshot_gb_month: { micros: 14_300, currency: 'EUR' },
  })
})

test('checking credentials names servers of the project, which has no name of its own here', async () => {
  const { account, scopes } = await world.provider.checkCredentials()
  expect(account).toMatch(/^The project with 12 servers, among them [a-z]+-\d\d, [a-z]+-\d\d, [a-z]+-\d\d$/)
  expect(scopes).toMatchObject([
    { name: 'read', granted: true },
    { name: 'read and write', granted: null },
  ])
})

test('a token that may only read reads, and a change is forbidden', async () => {
  const ref = await refOfServer(world, 'off')
  world.sandbox.control.panel('make_token_readonly')
  expect(await world.provider.listServers()).toMatchObject({ complete: true })
  await expect(world.provider.enableNative(ref, null)).rejects.toMatchObject({ kind: 'forbidden', effect: 'none' })
  expect(world.sandbox.control.effects()).toEqual([])
})

test('a revoked token is unauthorized', async () => {
  world.sandbox.control.panel('revoke_token')
  await expect(world.provider.listServers()).rejects.toMatchObject({ kind: 'unauthorized' })
})

import { afterEach, beforeEach, expect, test } from 'vitest'
import { nativePoint, refOfServer } from './changes.ts'
import { vultrSubject } from './vultr-subject.ts'
import { openWorld, type World } from './world.ts'

// Neither backups nor snapshots say whose they are: backups are asked for by server, snapshots carry our mark.

let world: World

beforeEach(async () => {
  world = await openWorld(vultrSubject)
})
afterEach(() => world.close())

const twoServers = () => {
  const [mine, other] = world.sandbox.control.servers().filter(({ native }) => native === 'off')
  return [mine?.ref ?? '', other?.ref ?? ''] as const
}
const take = async (ref: string, name: string) => {
  expect(await world.settle(await world.provider.createSnapshot(ref, name))).toEqual({ state: 'succeeded' })
  const [point] = await world.provider.listRecoveryPoints(ref)
  return point ?? expect.fail('the snapshot is not listed')
}
const effects = () => world.sandbox.control.effects().map(({ kind }) => kind)

test('a snapshot is listed with its server under the name it was given, and with no other', async () => {
  const [mine, other] = twoServers()
  const point = await take(mine, 'nightly 1 (instance of chance)')
  expect(point).toMatchObject({ kind: 'snapshot', name: 'nightly 1 (instance of chance)', expires_at: null })
  expect(await world.provider.listRecoveryPoints(other)).toEqual([])
  const [effect] = world.sandbox.control.effects()
  expect(effect?.detail).toBe(`nightly 1 (instance of chance) (instance ${mine})`)
})

test('one that is still being taken is not there yet', async () => {
  const [mine] = twoServers()
  const { action } = await world.provider.createSnapshot(mine, 'nightly 1')
  expect(await world.provider.followAction(action ?? '')).toEqual({ state: 'running', percent: null })
  expect(await world.provider.listRecoveryPoints(mine)).toEqual([])
})

test('snapshots that others took are left alone: not listed, not deleted, not restored', async () => {
  const [mine, other] = twoServers()
  const { provider, sandbox } = world
  const theirs = String(sandbox.control.panel('take_snapshot', { server_ref: mine, description: 'before upgrade' }))
  const ofOther = await take(other, 'nightly 1')
  expect(await provider.listRecoveryPoints(mine)).toEqual([])
  for (const snapshot of [theirs, ofOther.ref]) {
    const refused = { kind: 'not_found', effect: 'none' }
    await expect(provider.deleteSnapshot(mine, snapshot)).rejects.toMatchObject(refused)
    await expect(provider.restoreInPlace(mine, { ref: snapshot, kind: 'snapshot' })).rejects.toMatchObject(refused)
  }
  expect(effects()).toEqual(['snapshot_created'])
})

test('a snapshot outlives its server and can still be deleted, by its own server only', async () => {
  const [mine, other] = twoServers()
  const { ref } = await take(mine, 'nightly 1')
  world.sandbox.control.panel('delete_server', { server_ref: mine })
  await expect(world.provider.listRecoveryPoints(mine)).rejects.toMatchObject({ kind: 'not_found' })
  await expect(world.provider.deleteSnapshot(other, ref)).rejects.toMatchObject({ kind: 'not_found' })
  await world.provider.deleteSnapshot(mine, ref)
  expect(effects()).toEqual(['snapshot_created', 'snapshot_deleted'])
})

test("another server's backup is not restored over this one, though Vultr would take it", async () => {
  const { ref, point } = await nativePoint(world, vultrSubject)
  const other = world.sandbox.control.servers().find((server) => server.native === 'off' && server.ref !== ref)
  const before = effects().length
  await expect(world.provider.restoreInPlace(other?.ref ?? '', point)).rejects.toMatchObject({
    kind: 'not_found',
    effect: 'none',
    message: expect.stringContaining('Nothing was restored'),
  })
  expect(effects()).toHaveLength(before)
})

test('a restore is under way until the server has had time to show it, and a stopped one may run afterwards', async () => {
  const ref = await refOfServer(world, 'off')
  world.sandbox.control.panel('set_states', { server_ref: ref, power_status: 'stopped' })
  const point = await take(ref, 'nightly 1')
  const started = await world.provider.restoreInPlace(ref, point)
  expect(started.action).toMatch(new RegExp(`^restore:${ref}:\\d+:stopped$`))
  // The cloud is done, and nobody can know it yet.
  world.sandbox.control.advance(world.sandbox.control.settings().action_ms)
  expect(await world.provider.followAction(started.action ?? '')).toEqual({ state: 'running', percent: null })
  expect(await world.settle(started)).toEqual({ state: 'succeeded' })
})

test('a suspended server ends what is followed', async () => {
  const started = await world.provider.createServer(vultrSubject.new_server)
  world.sandbox.control.panel('set_states', { server_ref: started.ref, status: 'suspended' })
  expect(await world.provider.followAction(started.action ?? '')).toMatchObject({ state: 'failed' })
})

test.each(['', 'x'.repeat(61), 'two\nlines'])('the name %j is refused before anything is sent', async (name) => {
  const [mine] = twoServers()
  await expect(world.provider.createSnapshot(mine, name)).rejects.toMatchObject({ kind: 'permanent', effect: 'none' })
  expect(world.sandbox.control.calls()).toEqual({})
})

test.each(['list-backups', 'list-snapshots'])('%s with holes is no list', async (operation) => {
  const { ref } = await nativePoint(world, vultrSubject)
  await world.settle(await world.provider.createSnapshot(ref, 'nightly 1'))
  world.sandbox.control.addFault({ operation, kind: 'half_list' })
  await expect(world.provider.listRecoveryPoints(ref)).rejects.toMatchObject({
    kind: 'retry',
    message: expect.stringContaining('not whole'),
  })
})

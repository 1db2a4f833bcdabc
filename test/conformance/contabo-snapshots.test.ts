import { afterEach, beforeEach, expect, test } from 'vitest'
import { contaboSubject } from './contabo-subject.ts'
import { dayMs, openWorld, type World } from './world.ts'

// Slots by product, 30 days of life, and going back deletes what is newer.

let world: World

beforeEach(async () => {
  world = await openWorld(contaboSubject, { servers: 24 })
})
afterEach(() => world.close())

const serverSold = async (size: RegExp): Promise<string> => {
  const { servers } = await world.provider.listServers()
  return servers.find((server) => size.test(server.size ?? ''))?.ref ?? expect.fail(`no ${size}`)
}
const take = async (ref: string, name: string) => {
  expect(await world.settle(await world.provider.createSnapshot(ref, name))).toEqual({ state: 'succeeded' })
  world.sandbox.control.advance(dayMs)
}
const names = async (ref: string) => (await world.provider.listRecoveryPoints(ref)).map(({ name }) => name)

test('full slots are told as such, and one that is free again is used', async () => {
  const ref = await serverSold(/VPS 30/)
  for (const name of ['one', 'two', 'three']) await take(ref, name)
  await expect(world.provider.createSnapshot(ref, 'four')).rejects.toMatchObject({
    kind: 'permanent',
    effect: 'none',
    message: expect.stringMatching(/3 of the 3 snapshots/),
  })
  const oldest = (await world.provider.listRecoveryPoints(ref)).at(-1)
  await world.provider.deleteSnapshot(ref, oldest?.ref ?? '')
  await take(ref, 'four')
  expect(await names(ref)).toEqual(['four', 'three', 'two'])
})

test.each([/Storage/, /VDS/])('%s has no slot', async (size) => {
  const ref = await serverSold(size)
  const server = await world.provider.getServer(ref)
  const slots = world.provider.capabilities.snapshot?.slots
  expect(typeof slots === 'function' && slots(server.size)).toBe(0)
  await expect(world.provider.createSnapshot(ref, 'one')).rejects.toMatchObject({ kind: 'permanent', effect: 'none' })
})

test('a snapshot says when Contabo deletes it, and is gone then', async () => {
  const ref = await serverSold(/VPS 20/)
  await take(ref, 'one')
  const [point] = await world.provider.listRecoveryPoints(ref)
  expect(Date.parse(point?.expires_at ?? '') - Date.parse(point?.created_at ?? '')).toBe(30 * dayMs)
  expect(point?.size_bytes).toBeNull()
  world.sandbox.control.advance(30 * dayMs)
  expect(await names(ref)).toEqual([])
})

test('going back deletes the newer ones', async () => {
  const ref = await serverSold(/VPS 30/)
  for (const name of ['one', 'two', 'three']) await take(ref, name)
  const [, second] = await world.provider.listRecoveryPoints(ref)
  const started = await world.provider.restoreInPlace(ref, { ref: second?.ref ?? '', kind: 'snapshot' })
  expect(await world.provider.followAction(started.action ?? '')).toEqual({ state: 'running', percent: null })
  expect(await world.settle(started)).toEqual({ state: 'succeeded' })
  expect(await names(ref)).toEqual(['two', 'one'])
})

test.each(['', 'x'.repeat(31), 'srv_1', 'nightly/1', 'täglich'])(
  'the name "%s" is refused before anything is sent',
  async (name) => {
    const ref = await serverSold(/VPS 30/)
    await expect(world.provider.createSnapshot(ref, name)).rejects.toMatchObject({ kind: 'permanent', effect: 'none' })
    expect(world.sandbox.control.calls().createSnapshot).toBeUndefined()
  },
)

test('a list with holes is no list', async () => {
  const ref = await serverSold(/VPS 30/)
  await take(ref, 'one')
  world.sandbox.control.addFault({ operation: 'retrieveSnapshotList', kind: 'half_list' })
  await expect(world.provider.listRecoveryPoints(ref)).rejects.toMatchObject({ kind: 'retry', effect: 'none' })
})

import { afterEach, beforeEach, expect, test } from 'vitest'
import { learnBackupAddon } from '../../src/providers/contabo/learn-backup-addon.ts'
import type { Provider } from '../../src/providers/provider.ts'
import { refOfServer } from './changes.ts'
import { contaboSubject } from './contabo-subject.ts'
import { openWorld, type World } from './world.ts'

// Auto-backup at Contabo is a purchase without a key against doing it twice, and its add-on's number is known from nowhere.

let world: World
let ref: string

beforeEach(async () => {
  world = await openWorld(contaboSubject, { servers: 30 })
  ref = await refOfServer(world, 'off')
})
afterEach(() => world.close())

const purchases = (of = ref) =>
  world.sandbox.control.effects().filter(({ kind, server_ref }) => kind === 'backups_enabled' && server_ref === of)
    .length
const arrive = () => world.sandbox.control.advance(world.sandbox.control.settings().action_ms)
const addons = async (provider: Provider = world.provider) => (await provider.getServer(ref)).addon_ids ?? []
const knowing = (backup: Iterable<number>, other: Iterable<number> = []): Provider =>
  world.connect(world.sandbox.control.credentials(), {
    known_addons: { backup: new Set(backup), other: new Set(other) },
  })
const serverSold = async (size: RegExp): Promise<string> => {
  const { servers } = await world.provider.listServers()
  return servers.find((server) => size.test(server.size ?? ''))?.ref ?? expect.fail(`no ${size}`)
}

test('a purchase whose answer never came is found by reading, and not made again', async () => {
  const before = await addons()
  world.sandbox.control.addFault({ operation: 'upgradeInstance', kind: 'timeout_after_effect' })
  await expect(world.provider.enableNative(ref, null)).rejects.toMatchObject({ kind: 'retry', effect: 'unknown' })
  expect(purchases()).toBe(1)
  expect(learnBackupAddon(before, await addons())).toEqual([])
  arrive()
  const learned = learnBackupAddon(before, await addons())
  expect(learned).toHaveLength(1)
  const wiser = knowing(learned)
  expect((await wiser.getServer(ref)).native).toMatchObject({ state: 'on', schedule: { every: 'day' } })
  expect(await wiser.enableNative(ref, null)).toEqual({ action: null })
  expect(purchases()).toBe(1)
})

test('nothing at Contabo keeps anyone from buying twice: the ledger shows it', async () => {
  await world.provider.enableNative(ref, null)
  arrive()
  await world.provider.enableNative(ref, null)
  arrive()
  expect(purchases()).toBe(2)
  expect(await addons()).toHaveLength(1)
})

test('what was learned on one server tells the state of all others of its product, while in use', async () => {
  const known = new Set<number>()
  const provider = world.connect(world.sandbox.control.credentials(), {
    known_addons: { backup: known, other: new Set() },
  })
  const { size } = await provider.getServer(ref)
  const stateOf = async () =>
    (await provider.listServers()).servers.filter((one) => one.size === size && one.ref !== ref)
  expect((await stateOf()).some(({ native }) => native.state === 'on')).toBe(false)
  await provider.enableNative(ref, null)
  arrive()
  for (const id of learnBackupAddon([], await addons(provider))) known.add(id)
  const on = (await stateOf()).filter(({ native }) => native.state === 'on').map((one) => one.ref)
  const truth = world.sandbox.control.servers().filter(({ native }) => native === 'on')
  expect(on).not.toEqual([])
  expect(truth.map((one) => one.ref)).toEqual(expect.arrayContaining(on))
})

test('add-ons that nobody can name leave the state open, until somebody names them', async () => {
  world.sandbox.control.panel('add_other_addon', { server_ref: ref })
  expect((await world.provider.getServer(ref)).native.state).toBe('unknown')
  const named = knowing([], await addons())
  expect((await named.getServer(ref)).native.state).toBe('off')
})

test('an unpaid invoice refuses the purchase, which changes nothing', async () => {
  world.sandbox.control.panel('leave_unpaid', { how: 'refuses' })
  await expect(world.provider.enableNative(ref, null)).rejects.toMatchObject({
    kind: 'payment_required',
    effect: 'none',
    status: 402,
  })
  expect(purchases()).toBe(0)
})

test('an order that waits for payment is not placed again, and arrives when it is paid', async () => {
  world.sandbox.control.panel('leave_unpaid', { how: 'waits' })
  await world.provider.enableNative(ref, null)
  arrive()
  expect(await world.provider.getServer(ref)).toMatchObject({ provider_status: 'pending_payment', addon_ids: [] })
  await expect(world.provider.enableNative(ref, null)).rejects.toMatchObject({
    kind: 'payment_required',
    effect: 'none',
  })
  expect(purchases()).toBe(1)
  world.sandbox.control.panel('pay')
  arrive()
  expect(await addons()).toHaveLength(1)
  expect(await world.provider.getServer(ref)).toMatchObject({ status: 'running' })
})

test('an order that falls through or hangs shows nothing, and is never claimed', async () => {
  for (const kind of ['action_errors', 'action_hangs'] as const) {
    world.sandbox.control.addFault({ operation: 'upgradeInstance', kind })
    await world.provider.enableNative(ref, null)
    world.sandbox.control.advance(86_400_000)
    expect((await world.provider.getServer(ref)).native.state).toBe('off')
  }
  expect(purchases()).toBe(1)
})

test.each([/Storage/, /VDS/])('%s cannot have auto-backup: nothing is sent', async (size) => {
  const other = await serverSold(size)
  const server = await world.provider.getServer(other)
  expect(world.provider.capabilities.native?.available_for?.(server.size)).toBe(false)
  await expect(world.provider.enableNative(other, null)).rejects.toMatchObject({ kind: 'unsupported', effect: 'none' })
  expect(world.sandbox.control.calls().upgradeInstance).toBeUndefined()
})

test('no schedule can be had, and cancelling is for the panel', async () => {
  const sent = () => world.sandbox.control.calls().upgradeInstance ?? 0
  await expect(world.provider.enableNative(ref, { every: 'week' })).rejects.toMatchObject({ kind: 'unsupported' })
  await expect(world.provider.enableNative(ref, { every: 'day', hour: 4 })).rejects.toMatchObject({
    kind: 'unsupported',
  })
  expect(sent()).toBe(0)
  const cancelling = world.provider.disableNative(ref)
  await expect(cancelling).rejects.toMatchObject({
    kind: 'unsupported',
    message: expect.stringMatching(/panel.*bills/),
  })
})

test('auto-backups run in the cloud, and the API tells of none', async () => {
  await world.provider.enableNative(ref, null)
  arrive()
  world.sandbox.control.advance(15 * 86_400_000)
  const server = world.sandbox.control.servers().find((one) => one.ref === ref)
  expect(server?.recovery_points.length).toBe(10)
  expect(await world.provider.listRecoveryPoints(ref)).toEqual([])
})

import { randomBytes } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { countersOf, sumsOf } from '../../test/helpers/gateway.ts'
import { createRepositoryWorld, type RepositoryWorld, storeWith } from '../../test/helpers/repositories.ts'
import { hourMs } from '../lib/clock.ts'
import { beginMaintenance } from './begin-maintenance.ts'
import { endCredential } from './end-credential.ts'
import { endMaintenance } from './end-maintenance.ts'
import { forgetSnapshot } from './forget-snapshot.ts'
import { listNewSnapshots } from './list-new-snapshots.ts'
import { recoverSnapshot } from './recover-snapshot.ts'
import { removeObject } from './remove-object.ts'
import { renewCredential } from './renew-credential.ts'
import { renewMaintenance } from './renew-maintenance.ts'
import { settleObjects } from './settle-objects.ts'
import { tendRepositories } from './tend-repositories.ts'

let world: RepositoryWorld
beforeEach(async () => {
  world = await createRepositoryWorld()
})
afterEach(async () => {
  // Whatever a test did: the counters are the sums.
  expect(await countersOf(world.ctx, world.repository_id)).toEqual(await sumsOf(world.ctx, world.repository_id))
  await world.end()
})

const remove = (credential_id: string, ref: Parameters<typeof removeObject>[1]['ref'], own_only = true) =>
  removeObject(world.ctx, { store: world.store, ref, credential_id, own_only })
const lease = (run_id: string, ttl_seconds = 600) =>
  beginMaintenance(world.ctx, { repository_id: world.repository_id, run_id, ttl_seconds })

describe('uploads', () => {
  test('refused after they have their place: nothing visible stays', async () => {
    const agent = await world.credential('backup')
    const late = storeWith(world.store, () => endCredential(world.ctx, { credential_id: agent }))
    const { reception, ref, bytes } = await world.upload(agent, 'data', undefined, late)
    expect(reception).toBe('unknown_credential')
    expect(await world.store.size(ref)).toBeNull()
    expect(await countersOf(world.ctx, world.repository_id)).toMatchObject({ bytes: 0, objects: 0 })
    // Another agent brings the same bytes: they are taken as if nothing had been.
    const again = await world.upload(await world.credential('backup'), 'data', bytes)
    expect(again.reception).toBe('accepted')
    expect(await world.store.size(ref)).toBe(bytes.length)
    world.clock.advanceMs(2 * hourMs)
    await tendRepositories(world.ctx, world)
    expect((await buffer(await world.store.read(ref))).equals(bytes)).toBe(true)
  })

  test('refused while another of the same name is accepted: what was accepted stays', async () => {
    const [one, two] = [await world.credential('backup'), await world.credential('backup')]
    const bytes = randomBytes(64)
    const late = storeWith(world.store, async () => {
      expect((await world.upload(two, 'data', bytes)).reception).toBe('accepted')
      await endCredential(world.ctx, { credential_id: one })
    })
    const { reception, ref } = await world.upload(one, 'data', bytes, late)
    expect(reception).toBe('unknown_credential')
    expect(await world.store.size(ref)).toBe(64)
  })

  test('accepted just after another of the same name was refused and put away: its sender tries again', async () => {
    const [one, two] = [await world.credential('backup'), await world.credential('backup')]
    const bytes = randomBytes(64)
    const refusing = storeWith(world.store, () => endCredential(world.ctx, { credential_id: two }))
    const late = storeWith(world.store, async () => {
      expect((await world.upload(two, 'data', bytes, refusing)).reception).toBe('unknown_credential')
    })
    // Its bytes are in the trash by now, so a 200 would be a lie.
    const { reception, ref } = await world.upload(one, 'data', bytes, late)
    expect(reception).toBe('busy')
    expect((await world.upload(one, 'data', bytes)).reception).toBe('accepted')
    expect(await world.store.size(ref)).toBe(64)
  })

  test('refused after they have their place, when the name lies in the trash: they join it there', async () => {
    expect(await lease('run_prune')).toBe(true)
    const pruner = await world.credential('maintenance', 'run_prune')
    const { ref, bytes } = await world.upload(pruner, 'data')
    await remove(pruner, ref, false)
    const late = storeWith(world.store, () => endCredential(world.ctx, { credential_id: pruner }))
    expect((await world.upload(pruner, 'data', bytes, late)).reception).toBe('unknown_credential')
    expect(await world.store.size(ref)).toBeNull()
    expect((await buffer(await world.store.readTrashed(ref))).equals(bytes)).toBe(true)
    await endMaintenance(world.ctx, { repository_id: world.repository_id, run_id: 'run_prune' })
    expect((await world.upload(await world.credential('backup'), 'data', bytes)).reception).toBe('accepted')
    expect(await world.store.size(ref)).toBe(100)
  })

  test('a damaged object is healed by whoever brings it again', async () => {
    const agent = await world.credential('backup')
    const { ref, bytes } = await world.upload(agent, 'data')
    world.store.damage(ref, null)
    expect((await world.upload(agent, 'data', bytes)).reception).toBe('known')
    await world.ctx.db
      .updateTable('repository_objects')
      .set({ damage: 'missing' })
      .where('name', '=', ref.name)
      .execute()
    expect((await world.upload(agent, 'data', bytes)).reception).toBe('accepted')
    expect(await world.store.size(ref)).toBe(bytes.length)
  })
})

describe('credentials', () => {
  test('ending one removes exactly its locks', async () => {
    const [one, two] = [await world.credential('backup'), await world.credential('backup')]
    const dead = [await world.upload(one, 'locks'), await world.upload(one, 'locks')]
    const alive = await world.upload(two, 'locks')
    const pack = await world.upload(one, 'data')
    await endCredential(world.ctx, { credential_id: one })
    await endCredential(world.ctx, { credential_id: one })
    await settleObjects(world.ctx, world)
    for (const { ref } of dead) expect(await world.store.size(ref)).toBeNull()
    for (const { ref } of [alive, pack]) expect(await world.store.size(ref)).toBe(100)
    expect(await countersOf(world.ctx, world.repository_id)).toEqual({
      bytes: 200,
      objects: 2,
      trash_bytes: 0,
      trash_objects: 0,
    })
    expect((await world.upload(one, 'locks')).reception).toBe('unknown_credential')
  })

  test('one whose lease ended is ended by tending, and cannot be renewed', async () => {
    const agent = await world.credential('backup', 'run_a', 60)
    const { ref } = await world.upload(agent, 'locks')
    world.clock.advanceMs(59_000)
    expect(await renewCredential(world.ctx, { credential_id: agent, ttl_seconds: 60 })).toBe(true)
    world.clock.advanceMs(60_000)
    expect(await renewCredential(world.ctx, { credential_id: agent, ttl_seconds: 60 })).toBe(false)
    await tendRepositories(world.ctx, world)
    expect(await world.store.size(ref)).toBeNull()
  })

  test('tells what a run saved, with the time at which it came', async () => {
    const [one, two] = [await world.credential('backup', 'run_one'), await world.credential('backup', 'run_two')]
    const first = await world.upload(one, 'snapshots')
    world.clock.advanceMs(1_000)
    const second = await world.upload(one, 'snapshots')
    await world.upload(two, 'snapshots')
    const found = await listNewSnapshots(world.ctx, { repository_id: world.repository_id, run_id: 'run_one' })
    expect(found.map(({ name }) => name)).toEqual([first.ref.name, second.ref.name])
    expect(found.map(({ received_at }) => received_at)).toEqual([
      '2026-01-15T12:00:00.000Z',
      '2026-01-15T12:00:01.000Z',
    ])
  })
})

describe('maintenance', () => {
  test('is not begun while anybody else may write, nor twice', async () => {
    const agent = await world.credential('backup', 'run_backup', 60)
    expect(await lease('run_prune')).toBe(false)
    await endCredential(world.ctx, { credential_id: agent })
    await world.credential('read')
    expect(await lease('run_prune')).toBe(true)
    expect(await lease('run_prune')).toBe(true)
    expect(await lease('run_other')).toBe(false)
    await expect(world.credential('backup')).rejects.toMatchObject({ code: 'repository_in_maintenance' })
    await expect(world.credential('maintenance', 'run_other')).rejects.toMatchObject({
      code: 'repository_in_maintenance',
    })
    await endMaintenance(world.ctx, { repository_id: world.repository_id, run_id: 'run_other' })
    await expect(world.credential('backup')).rejects.toMatchObject({ code: 'repository_in_maintenance' })
    await endMaintenance(world.ctx, { repository_id: world.repository_id, run_id: 'run_prune' })
    await world.credential('backup')
  })

  test('an agent cannot unlock, nor add, while it lasts (the unlock-during-prune attack)', async () => {
    expect(await lease('run_prune')).toBe(true)
    const pruner = await world.credential('maintenance', 'run_prune')
    const lock = await world.upload(pruner, 'locks')
    // A credential as an agent would have it whose clock or whose server lags: nothing gives one out now.
    await endMaintenance(world.ctx, { repository_id: world.repository_id, run_id: 'run_prune' })
    const agent = await world.credential('backup', 'run_backup')
    const own = await world.upload(agent, 'locks')
    await world.ctx.db
      .updateTable('repositories')
      .set({ maintenance_run_id: 'run_prune', maintenance_until: '2026-01-15T13:00:00.000Z' })
      .where('id', '=', world.repository_id)
      .execute()
    expect(await remove(agent, lock.ref)).toBe('in_maintenance')
    expect(await remove(agent, own.ref)).toBe('in_maintenance')
    for (const type of ['data', 'index', 'snapshots', 'locks'] as const)
      expect((await world.upload(agent, type)).reception).toBe('in_maintenance')
    expect(await renewCredential(world.ctx, { credential_id: agent, ttl_seconds: 60 })).toBe(false)
    expect(await world.store.size(lock.ref)).toBe(100)
    expect((await world.upload(pruner, 'data')).reception).toBe('accepted')
  })

  test('without maintenance an agent still cannot remove the lock of another', async () => {
    const [one, two] = [await world.credential('backup'), await world.credential('backup')]
    const { ref } = await world.upload(one, 'locks')
    expect(await remove(two, ref)).toBe('not_own')
    expect(await world.store.size(ref)).toBe(100)
  })

  test('whose lease ended writes and removes no more', async () => {
    expect(await lease('run_prune', 60)).toBe(true)
    const pruner = await world.credential('maintenance', 'run_prune')
    const { ref } = await world.upload(pruner, 'data')
    world.clock.advanceMs(60_000)
    expect((await world.upload(pruner, 'data')).reception).toBe('no_lease')
    expect(await remove(pruner, ref, false)).toBe('no_lease')
    const { repository_id } = world
    expect(await renewMaintenance(world.ctx, { repository_id, run_id: 'run_prune', ttl_seconds: 60 })).toBe(false)
  })
})

describe('the trash', () => {
  test('keeps what maintenance removes for 72 hours', async () => {
    await lease('run_prune')
    const pruner = await world.credential('maintenance', 'run_prune')
    const { ref, bytes } = await world.upload(pruner, 'data')
    expect(await remove(pruner, ref, false)).toBe('removed')
    expect(await remove(pruner, ref, false)).toBe('absent')
    expect(await countersOf(world.ctx, world.repository_id)).toEqual({
      bytes: 0,
      objects: 0,
      trash_bytes: 100,
      trash_objects: 1,
    })
    world.clock.advanceMs(72 * hourMs - 1_000)
    await tendRepositories(world.ctx, world)
    expect((await buffer(await world.store.readTrashed(ref))).equals(bytes)).toBe(true)
    world.clock.advanceMs(1_000)
    await tendRepositories(world.ctx, world)
    await expect(world.store.readTrashed(ref)).rejects.toMatchObject({ code: 'object_missing' })
    expect(await countersOf(world.ctx, world.repository_id)).toEqual({
      bytes: 0,
      objects: 0,
      trash_bytes: 0,
      trash_objects: 0,
    })
  })

  test('gives a forgotten snapshot back until then, and says so after', async () => {
    const agent = await world.credential('backup', 'run_forgotten')
    const { ref } = await world.upload(agent, 'snapshots')
    const snapshot = { repository_id: world.repository_id, snapshot: ref.name }
    expect(await forgetSnapshot(world.ctx, snapshot)).toEqual({ purge_after: '2026-01-18T12:00:00.000Z' })
    expect(await forgetSnapshot(world.ctx, snapshot)).toBeNull()
    expect(world.queue.at(-1)?.task).toBe('repositories.settle-objects')
    const ofRun = { repository_id: world.repository_id, run_id: 'run_forgotten' }
    expect(await listNewSnapshots(world.ctx, ofRun)).toEqual([])
    await settleObjects(world.ctx, world)
    expect(await world.store.size(ref)).toBeNull()
    world.clock.advanceMs(71 * hourMs)
    await recoverSnapshot(world.ctx, snapshot)
    await recoverSnapshot(world.ctx, snapshot)
    await settleObjects(world.ctx, world)
    expect(await world.store.size(ref)).toBe(100)
    await forgetSnapshot(world.ctx, snapshot)
    await settleObjects(world.ctx, world)
    world.clock.advanceMs(72 * hourMs)
    await expect(recoverSnapshot(world.ctx, snapshot)).rejects.toMatchObject({ code: 'snapshot_gone' })
  })

  test('a crash between journal and store is mended by tending', async () => {
    const agent = await world.credential('backup')
    const snapshot = await world.upload(agent, 'snapshots')
    const lock = await world.upload(agent, 'locks')
    await forgetSnapshot(world.ctx, { repository_id: world.repository_id, snapshot: snapshot.ref.name })
    await endCredential(world.ctx, { credential_id: agent })
    expect(await world.store.size(snapshot.ref)).toBe(100)
    await tendRepositories(world.ctx, world)
    expect(await world.store.size(snapshot.ref)).toBeNull()
    expect(await world.store.size(lock.ref)).toBeNull()
    expect((await buffer(await world.store.readTrashed(snapshot.ref))).length).toBe(100)
  })
})

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { dayMs } from '../../src/lib/clock.ts'
import { forgetSafetyImages } from '../../src/maintenance/forget-safety-images.ts'
import { startDueSafetyEnds } from '../../src/maintenance/start-due-safety-ends.ts'
import { toggleBackups } from '../../src/protections/toggle-backups.ts'
import type { RecoveryPointRow } from '../../src/recovery-points/queries.ts'
import { RestoreInput } from '../../src/restores/schema.ts'
import { startRestore } from '../../src/restores/start-restore.ts'
import { createImageWorld, type ImageWorld } from '../helpers/image-world.ts'

// What becomes of the snapshot from before a restore, through the real adapters and over HTTP, with what can go wrong on the way.

const clouds = [
  { provider: 'digitalocean', remove: 'images_delete', lists: 'droplets_list_snapshots' },
  { provider: 'hetzner', remove: 'delete_image', lists: 'list_images' },
  { provider: 'vultr', remove: 'delete-snapshot', lists: 'list-snapshots' },
] as const

describe.each(clouds)('$provider', ({ provider, remove, lists }) => {
  let world: ImageWorld
  let safety: RecoveryPointRow
  beforeEach(async () => {
    world = await createImageWorld(provider)
    await world.enable()
    await world.work()
    await restore((await world.onRecord())[0]?.id ?? '', true)
    await world.work()
    safety = (await world.onRecord()).find(({ protection_id }) => protection_id === null) ?? expect.fail('none')
  })
  afterEach(() => world.end())

  const restore = (recovery_point_id: string, safety_backup: boolean) =>
    startRestore(world.ctx, {
      ...RestoreInput.parse({ mode: 'in_place', confirm: world.server.name, recovery_point_id, safety_backup }),
      server_id: world.server.id,
    })
  const isThere = () => world.there().some(({ ref }) => ref === safety.ref)
  const stateOf = async () =>
    (await world.ctx.db.selectFrom('recovery_points').select('state').where('id', '=', safety.id).executeTakeFirst())
      ?.state
  const forgets = () => world.ctx.db.selectFrom('runs').selectAll().where('kind', '=', 'forget').orderBy('id').execute()
  const sweep = async () => {
    await startDueSafetyEnds(world.ctx)
    await world.work()
  }
  /** Ends all retention in between, so that every run to forget is one of these. */
  const weekPasses = async () => {
    await world.nextDay(8)
    await world.ctx.db.deleteFrom('runs').where('kind', '=', 'forget').execute()
  }

  test('it says of itself what it is, stays for seven days, and goes then; nothing else goes', async () => {
    expect(safety.facts).toMatchObject({ safety: true })
    await world.nextDay(6)
    await sweep()
    expect(isThere()).toBe(true)
    await world.nextDay(2)
    const others = world.there().filter(({ ref }) => ref !== safety.ref)
    await sweep()
    expect(isThere()).toBe(false)
    expect(world.there()).toEqual(others)
    expect(await stateOf()).toBe('forgotten')
    expect((await forgets()).at(-1)).toMatchObject({ outcome: 'succeeded', stats: { forgotten: 1 } })
    const before = (await forgets()).length
    await sweep()
    expect(await forgets()).toHaveLength(before)
  })

  test('its run may be forgotten before: it goes all the same', async () => {
    await weekPasses()
    await world.ctx.db.deleteFrom('snapshot_orders').execute()
    await sweep()
    expect(isThere()).toBe(false)
  })

  test('as the newest good recovery point of its server it stays, until there is a newer one', async () => {
    world.pass(30 * dayMs)
    await sweep()
    await forgetSafetyImages(world.ctx, { server_id: world.server.id })
    expect(isThere()).toBe(true)
    expect(await forgets()).toEqual([])
    await world.nextDay(1)
    await sweep()
    expect(isThere()).toBe(false)
  })

  test('while it is being restored it stays', async () => {
    await weekPasses()
    const { run_id } = await restore(safety.id, false)
    await forgetSafetyImages(world.ctx, { server_id: world.server.id })
    expect(isThere()).toBe(true)
    expect(await forgets()).toEqual([])
    await world.work()
    const run = await world.ctx.db.selectFrom('runs').select('outcome').where('id', '=', run_id).executeTakeFirst()
    expect(run?.outcome).toBe('succeeded')
    await sweep()
    expect(isThere()).toBe(false)
  })

  test.each([
    ['server_error', remove],
    ['rate_limited', remove],
    ['locked', remove],
    ['timeout_before_effect', remove],
    ['timeout_after_effect', remove],
    ['server_error', lists],
  ] as const)('%s of %s: what is on record is what is there, and the next try ends it', async (kind, operation) => {
    await weekPasses()
    world.sandbox.control.addFault({ operation, kind, times: kind === 'rate_limited' ? 1 : 20 })
    await sweep()
    world.sandbox.control.clearFaults()
    if (isThere()) expect(await stateOf()).toBe('available')
    for (const { state } of await forgets()) expect(state).toBe('finished')
    await sweep()
    expect((await forgets()).length, 'no second try at once').toBeLessThanOrEqual(1)
    await world.nextDay(1)
    await sweep()
    expect(isThere()).toBe(false)
    expect(await stateOf()).not.toBe('available')
  })

  test('a process that died between the record and the provider left it there: the next reading finds it, and it goes', async () => {
    await weekPasses()
    await world.ctx.db
      .updateTable('recovery_points')
      .set({ state: 'forgotten', forgotten_at: world.clock.now() })
      .where('id', '=', safety.id)
      .execute()
    await world.nextDay(1)
    expect(await stateOf()).toBe('available')
    await sweep()
    expect(isThere()).toBe(false)
  })
})

describe('a name that is not ours', () => {
  test('is not deleted, whatever our records say, and the run says so', async () => {
    const world = await createImageWorld('digitalocean')
    try {
      await world.enable()
      await world.work()
      await world.cloud.createSnapshot(world.server.provider_ref, 'by hand')
      await world.nextDay(1)
      const row = (await world.onRecord()).find(({ run_id }) => run_id === null) ?? expect.fail('none')
      const run_id = (await world.onRecord()).find(({ run_id }) => run_id !== null)?.run_id ?? null
      await world.ctx.db
        .updateTable('recovery_points')
        .set({ run_id, facts: JSON.stringify({ safety: true }), expires_at: world.clock.now() })
        .where('id', '=', row.id)
        .execute()
      await world.nextDay(1)
      await startDueSafetyEnds(world.ctx)
      await world.work()
      expect(world.there().some(({ ref }) => ref === row.ref)).toBe(true)
      const run = await world.ctx.db.selectFrom('runs').selectAll().where('kind', '=', 'forget').executeTakeFirst()
      expect(run).toMatchObject({ outcome: 'warning', error: { code: 'snapshots_left' }, stats: { forgotten: 0 } })
    } finally {
      await world.end()
    }
  })
})

test('where no call deletes a snapshot, the way back has no end, and nobody tries to delete it', async () => {
  const world = await createImageWorld('linode')
  try {
    const point = await world.imagePoint()
    // As the next listing of servers would show.
    await world.ctx.db.updateTable('servers').set({ native_state: 'on' }).where('id', '=', world.server.id).execute()
    const wish = { mode: 'in_place', confirm: world.server.name, recovery_point_id: point.id }
    await startRestore(world.ctx, { ...RestoreInput.parse(wish), server_id: world.server.id })
    await world.work()
    expect(await world.onRecord()).toMatchObject([{ facts: { safety: true }, expires_at: null }])
    await world.nextDay(9)
    await startDueSafetyEnds(world.ctx)
    await world.work()
    const forgets = await world.ctx.db.selectFrom('runs').select('id').where('kind', '=', 'forget').execute()
    expect(forgets).toEqual([])
    // It is part of the provider's own backups, and goes with them: that is said first, like of all others.
    const [snapshot] = await world.onRecord()
    const toggle = { server_id: world.server.id }
    await toggleBackups(world.ctx, { ...toggle, enable: true, methods: ['native'] })
    const refused = await toggleBackups(world.ctx, { ...toggle, enable: false }).catch((error) => error)
    expect(refused).toMatchObject({ code: 'would_destroy_recovery_points' })
    expect(refused.details.recovery_points).toContainEqual(expect.objectContaining({ recovery_point_id: snapshot?.id }))
  } finally {
    await world.end()
  }
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Caller } from '../../src/context.ts'
import { dayMs, isoPlusMs } from '../../src/lib/clock.ts'
import { createOrganization } from '../../src/organizations/create-organization.ts'
import { configureProtection } from '../../src/protections/configure-protection.ts'
import { continueProtection } from '../../src/protections/continue-protection.ts'
import { startSnapshot } from '../../src/protections/snapshots/start-snapshot.ts'
import { toggleBackups } from '../../src/protections/toggle-backups.ts'
import { getRecoveryPoint } from '../../src/recovery-points/get-recovery-point.ts'
import type { RecoveryPointRow } from '../../src/recovery-points/queries.ts'
import { getNewServerChoices } from '../../src/restores/images/get-new-server-choices.ts'
import { RestoreInput } from '../../src/restores/schema.ts'
import { startRestore } from '../../src/restores/start-restore.ts'
import { refreshDueFactsTask } from '../../src/tasks.ts'
import { createImageWorld, type ImageWorld } from '../helpers/image-world.ts'

// What people send that cannot be: each gets an error of its own that says what to do, and nothing changes.

let world: ImageWorld
let point: RecoveryPointRow
let other: { id: string; name: string }

beforeAll(async () => {
  world = await createImageWorld('digitalocean')
  await toggleBackups(world.ctx, { server_id: world.server.id, enable: true, methods: ['native'] })
  const { id } = await world.ctx.db
    .selectFrom('protections')
    .select('id')
    .where('server_id', '=', world.server.id)
    .executeTakeFirstOrThrow()
  for (let turns = 0; turns < 5; turns++) {
    world.pass(60_000)
    await continueProtection(world.ctx, { protection_id: id })
  }
  point = await world.imagePoint()
  other = await world.ctx.db
    .selectFrom('servers')
    .select(['id', 'name'])
    .where('id', '!=', world.server.id)
    .executeTakeFirstOrThrow()
})
afterAll(() => world?.end())

/** All that a refusal must leave as it is: here, and at the provider. */
const everything = async () => {
  const { db } = world.ctx
  return {
    effects: world.sandbox.control.effects().length,
    // The queue of these tests knows no transaction, and working out what is shown changes nothing.
    queue: world.queue.filter(({ task }) => task !== refreshDueFactsTask.name).length,
    restores: await db.selectFrom('restores').selectAll().orderBy('id').execute(),
    runs: await db.selectFrom('runs').selectAll().orderBy('id').execute(),
    servers: await db.selectFrom('servers').select(['id', 'protections', 'backups_enabled']).orderBy('id').execute(),
    protections: await db.selectFrom('protections').selectAll().orderBy('id').execute(),
    places: await db.selectFrom('subscriptions').selectAll().orderBy('id').execute(),
  }
}

const refused = async (work: () => Promise<unknown>, error: { code: string; message: RegExp }) => {
  const before = await everything()
  await expect(work()).rejects.toMatchObject({ code: error.code, message: expect.stringMatching(error.message) })
  expect(await everything()).toEqual(before)
}

const restore = (over: Partial<RestoreInput> & { server_id?: string } = {}, ctx = world.ctx) =>
  startRestore(ctx, {
    ...RestoreInput.parse({
      mode: 'in_place',
      recovery_point_id: point.id,
      confirm: world.server.name,
      safety_backup: false,
      ...over,
    }),
    server_id: over.server_id ?? world.server.id,
  })
const toNew = { mode: 'new_server' as const, new_server: { name: 'fresh-1' } }

describe('the recovery point', () => {
  test('of another server', async () => {
    await refused(() => restore({ server_id: other.id, confirm: other.name }), {
      code: 'invalid_request',
      message: /not one of .+ Choose one from its history/,
    })
    await refused(() => restore({ ...toNew, server_id: other.id }), { code: 'not_found', message: /./ })
  })

  test('of another organization', async () => {
    const { id } = await createOrganization(world.ctx, { name: 'Somebody else' })
    const caller: Caller = {
      ...world.ctx.caller,
      operator: false,
      memberships: [{ organization_id: id, role: 'owner' }],
    }
    for (const over of [{}, toNew])
      await refused(() => restore(over, { ...world.ctx, caller }), { code: 'not_found', message: /./ })
  })

  test('one that has expired, before any list tells that it is gone; what a list still shows has not', async () => {
    const { id } = point
    const set = (expires_at: string | null) =>
      world.ctx.db
        .updateTable('recovery_points')
        .set({ expires_at, provider_expires_at: expires_at })
        .where('id', '=', id)
        .execute()
    await set(isoPlusMs(world.clock.now(), -1))
    expect(await getRecoveryPoint(world.ctx, { recovery_point_id: id })).toMatchObject({
      state: 'available',
      expired: true,
    })
    const error = { code: 'recovery_point_expired', message: /expired at .* Choose a newer one/ }
    await refused(() => restore(), error)
    await refused(() => restore(toNew), error)
    await refused(() => getNewServerChoices(world.ctx, { recovery_point_id: id }), error)
    // The next reading lists it all the same.
    point = await world.imagePoint().then(async (newest) => {
      const read = await world.ctx.db
        .selectFrom('recovery_points')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
      expect(await getRecoveryPoint(world.ctx, { recovery_point_id: id })).toMatchObject(
        read.state === 'available' && read.missing_since === null ? { expired: false, expires_at: null } : {},
      )
      return newest
    })
  })
})

describe('a new server', () => {
  test.each([
    [{ region: 'nowhere' }, /cannot be used in nowhere, only in/],
    [{ size: 'no-such-size' }, /no size no-such-size .*Choose another/],
  ])('%o cannot take it', (more, message) =>
    refused(() => restore({ ...toNew, new_server: { name: 'fresh-1', ...more } }), {
      code: 'invalid_request',
      message,
    }),
  )

  test('of a size that is too small', async () => {
    const { sizes } = await getNewServerChoices(world.ctx, { recovery_point_id: point.id })
    const small = sizes.find(({ fits }) => !fits)
    if (small === undefined) return
    await refused(() => restore({ ...toNew, new_server: { name: 'fresh-1', size: small.name } }), {
      code: 'invalid_request',
      message: /Choose a larger size/,
    })
  })

  test('under a name that is taken', () =>
    refused(() => restore({ ...toNew, new_server: { name: world.server.name } }), {
      code: 'already_exists',
      message: /./,
    }))
})

describe('settings', () => {
  test('a schedule that the provider cannot do', () =>
    refused(
      () =>
        configureProtection(world.ctx, {
          server_id: world.server.id,
          method: 'native',
          schedule: { every: 'hour', minute: 0, time_zone: 'UTC' },
        }),
      { code: 'method_unavailable', message: /offers one a day or one a week.* would do/ },
    ))

  test('retention beyond what the provider keeps: why, and what would keep it', () =>
    refused(
      () => configureProtection(world.ctx, { server_id: world.server.id, method: 'native', retention: { daily: 60 } }),
      { code: 'method_unavailable', message: /keeps its own backups for 28 days; you asked for 60.* would do/ },
    ))

  test('a toggle that asks for more days than its plan', () =>
    refused(
      () =>
        toggleBackups(world.ctx, { server_id: world.server.id, enable: true, methods: ['files'], retention_days: 900 }),
      { code: 'method_unavailable', message: /900 are asked for\. Ask for fewer/ },
    ))
})

test('without the typed name nothing is overwritten', () =>
  refused(() => restore({ confirm: 'something' }), { code: 'confirmation_required', message: /whole disk/ }))

test('clicked twice: the second of two restores is refused; switching on twice buys once', async () => {
  await toggleBackups(world.ctx, { server_id: world.server.id, enable: true, methods: ['native'] })
  expect(world.sandbox.control.effects().filter(({ kind }) => kind === 'backups_enabled').length).toBeLessThanOrEqual(2)
  await restore()
  await refused(() => restore(), { code: 'restore_running', message: /./ })
  await world.work()
  expect(world.sandbox.control.effects().filter(({ kind }) => kind === 'restored_in_place')).toHaveLength(1)
})

test('a restore while the server is being backed up', async () => {
  world.pass(dayMs / 24)
  const { id } = await world.ctx.db
    .selectFrom('protections')
    .select('id')
    .where('server_id', '=', world.server.id)
    .executeTakeFirstOrThrow()
  await startSnapshot(world.ctx, { server_id: world.server.id, protection_id: id, purpose: 'schedule' })
  const error = { code: 'server_busy', message: /A snapshot of .+ is being taken\. Wait for its end/ }
  await refused(() => restore(), error)
  await refused(() => restore(toNew), error)
})

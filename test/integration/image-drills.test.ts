import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { systemCaller } from '../../src/context.ts'
import { dayMs, minuteMs } from '../../src/lib/clock.ts'
import { getImageDrills } from '../../src/maintenance/image-drills/get-image-drills.ts'
import { setImageDrills } from '../../src/maintenance/image-drills/set-image-drills.ts'
import { startDueImageDrills } from '../../src/maintenance/image-drills/start-due-image-drills.ts'
import { startImageDrill } from '../../src/maintenance/image-drills/start-image-drill.ts'
import { stopImageDrills } from '../../src/maintenance/image-drills/stop-image-drills.ts'
import { sweepThrowaways } from '../../src/maintenance/image-drills/sweep-throwaways.ts'
import { listDrills } from '../../src/maintenance/list-drills.ts'
import { startDrill } from '../../src/maintenance/start-drill.ts'
import { removeProviderAccount } from '../../src/provider-accounts/remove-provider-account.ts'
import { startSync } from '../../src/provider-accounts/start-sync.ts'
import { throwawayPrefix } from '../../src/providers/require-throwaway.ts'
import { cancelRun } from '../../src/runs/cancel-run.ts'
import { getRun } from '../../src/runs/get-run.ts'
import { changeServer } from '../../src/servers/change-server.ts'
import { syncProviderAccount } from '../../src/servers/sync-provider-account.ts'
import { createImageWorld, type ImageWorld } from '../helpers/image-world.ts'

// Drills of images: throw-away servers made through the real adapters and over HTTP, with what can go wrong on the way. Whatever
// happens, none of them stays.

const clouds = [
  { provider: 'digitalocean', create: 'droplets_create', destroy: 'droplets_destroy', currency: 'USD' },
  { provider: 'hetzner', create: 'create_server', destroy: 'delete_server', currency: 'EUR' },
  { provider: 'linode', create: 'post-linode-instance', destroy: 'delete-linode-instance', currency: 'USD' },
  { provider: 'vultr', create: 'create-instance', destroy: 'delete-instance', currency: 'USD' },
] as const

const faults = [
  'timeout_after_effect',
  'timeout_before_effect',
  'server_error',
  'rate_limited',
  'action_errors',
  'action_hangs',
] as const

describe.each(clouds)('$provider', ({ provider, create, destroy, currency }) => {
  let world: ImageWorld
  let point: { id: string }
  beforeEach(async () => {
    world = await createImageWorld(provider)
    point = await world.imagePoint()
    world.queue.length = 0
    await setImageDrills(world.ctx, { server_id: world.server.id, ceiling: { amount_minor: 1_000, currency } })
  })
  afterEach(() => world.end())

  const start = () => startImageDrill(world.ctx, { server_id: world.server.id })
  const left = () => world.sandbox.control.servers().filter(({ name }) => name.startsWith(throwawayPrefix))
  const count = (kind: string) => world.sandbox.control.effects().filter((effect) => effect.kind === kind).length
  const drills = async () => (await listDrills(world.ctx, { server_id: world.server.id, limit: 10 })).data
  const account = async () =>
    (
      await world.ctx.db
        .selectFrom('servers')
        .select('provider_account_id')
        .where('id', '=', world.server.id)
        .executeTakeFirstOrThrow()
    ).provider_account_id ?? ''
  const sync = async () => {
    const provider_account_id = await account()
    const { run_id } = await startSync(world.ctx, { provider_account_id })
    await syncProviderAccount(world.ctx, { provider_account_id, run_id })
  }
  const makeDue = () => world.ctx.db.updateTable('image_drills').set({ next_at: world.clock.now() }).execute()
  const ended = async (run_id: string) => {
    await world.work()
    const run = await getRun(world.ctx, { run_id })
    expect(run.state).toBe('finished')
    expect(left()).toEqual([])
    expect(count('restored_to_new')).toBeLessThanOrEqual(1)
    expect(count('server_deleted')).toBe(count('restored_to_new'))
    return run
  }

  test('the newest image becomes a server that runs, evidence is filed, and the server is gone', async () => {
    await changeServer(world.ctx, { server_id: world.server.id, health_port: 22 })
    const before = world.sandbox.control.servers().length
    const { run_id } = await start()
    expect(await ended(run_id)).toMatchObject({ kind: 'drill', outcome: 'succeeded', stats: { method: 'image' } })
    expect(count('restored_to_new')).toBe(1)
    expect(world.sandbox.control.servers()).toHaveLength(before)
    expect(await drills()).toMatchObject([
      {
        recovery_point_id: point.id,
        passed: true,
        evidence: {
          restored: 'server',
          server: { health: { state: 'passed' }, cost_at_most: { currency }, name: expect.stringContaining('drill') },
        },
      },
    ])
    const proven = await world.ctx.db
      .selectFrom('recovery_points')
      .select('proven_at')
      .where('id', '=', point.id)
      .execute()
    expect(proven).not.toEqual([{ proven_at: null }])
  })

  test('one that runs and does not answer fails, with the reason as evidence, and is gone', async () => {
    await changeServer(world.ctx, { server_id: world.server.id, health_port: 22 })
    world.knocks.answer = 'the connection was refused'
    expect(await ended((await start()).run_id)).toMatchObject({ outcome: 'failed', error: { code: 'health_failed' } })
    expect(await drills()).toMatchObject([{ passed: false, evidence: { server: { health: { state: 'failed' } } } }])
  })

  test('one at an address where nobody knocks passes, and the evidence says that it was not looked at', async () => {
    await changeServer(world.ctx, { server_id: world.server.id, health_port: 22 })
    const { getServer } = world.cloud
    vi.spyOn(world.cloud, 'getServer').mockImplementation(async (ref) => ({ ...(await getServer(ref)), address: null }))
    expect(await ended((await start()).run_id)).toMatchObject({ outcome: 'succeeded' })
    const health = { state: 'not_configured', detail: expect.stringContaining('no public address') }
    expect(await drills()).toMatchObject([{ passed: true, evidence: { server: { health } } }])
  })

  test.each(faults)('%s when it is ordered: ordered once at most, and nothing is left', async (kind) => {
    const { run_id } = await start()
    world.sandbox.control.addFault({ operation: create, kind, times: 1 })
    await world.work()
    const run = await getRun(world.ctx, { run_id })
    expect(run.state).toBe('finished')
    expect(left()).toEqual([])
    expect(count('restored_to_new')).toBeLessThanOrEqual(1)
    if (kind === 'timeout_after_effect' || kind === 'rate_limited') expect(run.outcome).toBe('succeeded')
    else expect(run.outcome === 'succeeded' || run.error !== null).toBe(true)
    // Only what tried the image says something of it.
    if (kind === 'timeout_before_effect') expect(await drills()).toEqual([])
  })

  test.each(['timeout_after_effect', 'timeout_before_effect', 'server_error', 'rate_limited'] as const)(
    '%s when it is destroyed: it goes all the same',
    async (kind) => {
      const { run_id } = await start()
      world.sandbox.control.addFault({ operation: destroy, kind, times: 3 })
      expect(await ended(run_id)).toMatchObject({ outcome: 'succeeded' })
    },
  )

  test('a process that died after it ordered: the server is found by its name, and goes', async () => {
    const { run_id } = await start()
    world.queue.length = 0
    const row = await world.ctx.db.selectFrom('throwaway_servers').selectAll().executeTakeFirstOrThrow()
    await world.ctx.db.updateTable('throwaway_servers').set({ sent_at: world.clock.now() }).execute()
    await world.cloud.restoreToNew(row.point_ref, { name: row.name, region: row.region, size: row.size })
    world.pass(11 * minuteMs)
    expect(await sweepThrowaways(world.ctx)).toEqual({ left: 1 })
    expect(await ended(run_id)).toMatchObject({ outcome: 'succeeded' })
    expect(count('restored_to_new')).toBe(1)
  })

  const loseAnswer = async () => {
    const { run_id } = await start()
    world.queue.length = 0
    const row = await world.ctx.db.selectFrom('throwaway_servers').selectAll().executeTakeFirstOrThrow()
    await world.ctx.db.updateTable('throwaway_servers').set({ sent_at: world.clock.now() }).execute()
    return { run_id, row, make: () => world.cloud.restoreToNew(row.point_ref, row) }
  }
  const none = { servers: [], complete: false, problem: 'The list is empty.', calls: 1 }
  const lookAgain = async () => {
    await sweepThrowaways(world.ctx)
    return world.step()
  }

  test('a list that is empty once does not pass for none: the server is found by the next, and goes', async () => {
    const { run_id, make } = await loseAnswer()
    await make()
    world.pass(61 * minuteMs)
    vi.spyOn(world.cloud, 'listServers').mockResolvedValueOnce(none)
    await lookAgain()
    expect(await ended(run_id)).toMatchObject({ outcome: 'failed', error: { code: 'effect_unknown' } })
    expect(count('server_deleted')).toBe(1)
    expect(await drills()).toEqual([])
  })

  test('a list that stays empty for ten minutes ends it; one with a part missing does not, and a person is asked', async () => {
    const { run_id } = await loseAnswer()
    world.pass(300 * minuteMs)
    const [some] = (await world.cloud.listServers()).servers
    const listed = vi.spyOn(world.cloud, 'listServers')
    listed.mockResolvedValueOnce({ ...none, servers: some === undefined ? [] : [some] })
    await lookAgain()
    const tasks = world.ctx.db.selectFrom('operator_tasks').select('status').where('kind', '=', 'throwaway_left')
    expect(await tasks.execute()).toEqual([{ status: 'open' }])
    listed.mockResolvedValue(none)
    await world.step()
    expect(await getRun(world.ctx, { run_id })).toMatchObject({ state: 'running' })
    expect(await ended(run_id)).toMatchObject({ outcome: 'failed', error: { code: 'effect_unknown' } })
    expect(await tasks.execute()).not.toEqual([{ status: 'open' }])
  })

  test('meanwhile a sync takes it for nobody’s server, and its account cannot be removed', async () => {
    const { run_id } = await start()
    await world.step()
    expect(left()).toHaveLength(1)
    await sync()
    const names = await world.ctx.db.selectFrom('servers').select('name').execute()
    expect(names.filter(({ name }) => name.startsWith(throwawayPrefix))).toEqual([])
    await expect(removeProviderAccount(world.ctx, { provider_account_id: await account() })).rejects.toMatchObject({
      code: 'provider_account_in_use',
    })
    await ended(run_id)
  })

  test('cancelled in the middle: it is destroyed, and says nothing of the image', async () => {
    const { run_id } = await start()
    await world.step()
    await cancelRun(world.ctx, { run_id })
    expect(await ended(run_id)).toMatchObject({ outcome: 'cancelled' })
    expect(await drills()).toEqual([])
  })

  test('due once a week, and one at a time', async () => {
    await makeDue()
    expect(await startDueImageDrills(world.ctx)).toEqual({ started: 1 })
    const { run_id } = await start()
    expect(await startDrill(world.ctx, { recovery_point_id: point.id })).toEqual({ run_id })
    await ended(run_id)
    world.pass(6 * dayMs)
    expect(await startDueImageDrills(world.ctx)).toEqual({ started: 0 })
  })

  test('what is off, too dear or in another currency is refused before anything is made', async () => {
    const server_id = world.server.id
    for (const ceiling of [
      { amount_minor: 0, currency },
      { amount_minor: 1_000, currency: 'JPY' },
    ]) {
      await setImageDrills(world.ctx, { server_id, ceiling })
      await expect(start()).rejects.toMatchObject({ code: 'drill_price' })
    }
    await makeDue()
    expect(await startDueImageDrills(world.ctx)).toEqual({ started: 0 })
    expect(await getImageDrills(world.ctx, { server_id })).toMatchObject({ refused: { code: 'drill_price' } })
    await stopImageDrills(world.ctx, { server_id })
    await expect(start()).rejects.toMatchObject({ code: 'image_drills_off' })
    expect(await world.ctx.db.selectFrom('throwaway_servers').selectAll().execute()).toEqual([])
    expect(count('restored_to_new')).toBe(0)
  })

  test('members switch nothing on, and start nothing on the operators’ account', async () => {
    const { organization_id } = await world.ctx.db
      .selectFrom('servers')
      .select('organization_id')
      .where('id', '=', world.server.id)
      .executeTakeFirstOrThrow()
    const caller = { ...systemCaller, kind: 'user', id: 'usr_1', operator: false } as const
    const as = (organization: string) => ({
      ...world.ctx,
      caller: { ...caller, memberships: [{ organization_id: organization, role: 'owner' as const }] },
    })
    const server_id = world.server.id
    const ceiling = { amount_minor: 1, currency }
    await expect(setImageDrills(as(organization_id), { server_id, ceiling })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(startImageDrill(as(organization_id), { server_id })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(startImageDrill(as('org_x'), { server_id })).rejects.toMatchObject({ code: 'not_found' })
  })
})

test('Contabo makes no servers of images, so there is nothing to switch on', async () => {
  const world = await createImageWorld('contabo')
  try {
    const input = { server_id: world.server.id, ceiling: { amount_minor: 1_000, currency: 'EUR' } }
    await expect(setImageDrills(world.ctx, input)).rejects.toMatchObject({ code: 'method_unavailable' })
  } finally {
    await world.end()
  }
})

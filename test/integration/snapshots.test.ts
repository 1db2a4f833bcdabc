import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { doBulkItem } from '../../src/bulk/do-bulk-item.ts'
import { listBulkItems } from '../../src/bulk/list-bulk-items.ts'
import { startBulk } from '../../src/bulk/start-bulk.ts'
import { carryOut } from '../../src/insights/recommendations/carry-out.ts'
import { dayMs, hourMs } from '../../src/lib/clock.ts'
import { applyRetention } from '../../src/maintenance/apply-retention.ts'
import { backUpNow } from '../../src/protections/back-up-now.ts'
import { configureProtection } from '../../src/protections/configure-protection.ts'
import { startSnapshot } from '../../src/protections/snapshots/start-snapshot.ts'
import { toggleBackups } from '../../src/protections/toggle-backups.ts'
import { readServerHistory } from '../../src/recovery-points/history/read-server-history.ts'
import { cancelRun } from '../../src/runs/cancel-run.ts'
import { getRun } from '../../src/runs/get-run.ts'
import { RunProgress } from '../../src/runs/schema.ts'
import { getServer } from '../../src/servers/get-server.ts'
import { loadServer } from '../../src/servers/load-server.ts'
import { releaseServerLease } from '../../src/servers/release-server-lease.ts'
import { takeServerLease } from '../../src/servers/take-server-lease.ts'
import { newFileProtection } from '../helpers/file-servers.ts'
import { createImageWorld, type ImageWorld } from '../helpers/image-world.ts'

// Snapshots on our schedule, through the real adapters and over HTTP, with what can go wrong on the way.

const clouds = [
  {
    provider: 'digitalocean',
    create: 'dropletActions_post',
    remove: 'images_delete',
    lists: 'droplets_list_snapshots',
  },
  { provider: 'contabo', create: 'createSnapshot', remove: 'deleteSnapshot', lists: 'retrieveSnapshotList' },
  { provider: 'hetzner', create: 'create_image_from_server', remove: 'delete_image', lists: 'list_images' },
  { provider: 'vultr', create: 'create-snapshot', remove: 'delete-snapshot', lists: 'list-snapshots' },
] as const

describe.each(clouds)('$provider', ({ provider, create, remove, lists }) => {
  let world: ImageWorld
  beforeEach(async () => {
    world = await createImageWorld(provider)
  })
  afterEach(() => world.end())

  const protection = () =>
    world.ctx.db.selectFrom('protections').selectAll().where('method', '=', 'snapshot').executeTakeFirstOrThrow()
  const backups = () => world.ctx.db.selectFrom('runs').selectAll().where('kind', '=', 'backup').orderBy('id').execute()

  test('enabled: the first is taken at once, and then they count as on', async () => {
    const result = await world.enable()
    expect(result).toMatchObject({ success: true, backups_enabled: false, run_id: expect.any(String) })
    await world.work()
    expect(await protection()).toMatchObject({ observed_state: 'on', phase: 'idle', desired_state: 'on' })
    expect(await getRun(world.ctx, { run_id: result.run_id ?? '' })).toMatchObject({
      kind: 'enable',
      outcome: 'succeeded',
    })
    expect(await backups()).toMatchObject([{ outcome: 'succeeded' }])
    expect(world.there()).toHaveLength(1)
    expect(await world.onRecord()).toMatchObject([{ ref: world.there()[0]?.ref, run_id: (await backups())[0]?.id }])
    expect(await world.enable()).toMatchObject({ message: 'Backups enabled successfully', backups_enabled: true })
    expect(world.there()).toHaveLength(1)
  })

  // Contabo's adapter takes a new token once.
  const makeFail = () => world.sandbox.control.addFault({ operation: create, kind: 'unauthorized', times: 2 })

  test('the first one fails: they stay wanted and say so, the schedule goes on, and its success is theirs', async () => {
    makeFail()
    const { run_id } = await world.enable()
    await world.work()
    world.sandbox.control.clearFaults()
    const failed = await protection()
    expect(failed).toMatchObject({ desired_state: 'on', observed_state: 'off', phase: 'failed' })
    expect(failed.reason).toMatchObject({ message: expect.stringContaining('wait for the next on schedule') })
    expect(failed.next_run_at).not.toBeNull()
    expect(await getRun(world.ctx, { run_id: run_id ?? '' })).toMatchObject({ kind: 'enable', outcome: 'failed' })
    expect(await getServer(world.ctx, { server_id: world.server.id })).toMatchObject({
      backups_enabled: false,
      protections: [{ phase: 'failed', drift: false }],
    })
    await world.nextDay(7)
    expect(await protection()).toMatchObject({ desired_state: 'on', observed_state: 'on', phase: 'idle', reason: null })
    expect(await getServer(world.ctx, { server_id: world.server.id })).toMatchObject({ backups_enabled: true })
    expect((await backups()).map(({ outcome }) => outcome)).toEqual(['failed', 'succeeded'])
  })

  test('enabled again after the first one failed, it is tried at once, and its place is as old as before', async () => {
    makeFail()
    const first = await world.enable()
    await world.work()
    world.sandbox.control.clearFaults()
    const { wanted_since } = await protection()
    world.pass(hourMs)
    const again = await world.enable()
    expect(again).toMatchObject({ success: true, backups_enabled: false })
    expect(again.run_id).not.toBe(first.run_id)
    await world.work()
    expect(await protection()).toMatchObject({ observed_state: 'on', phase: 'idle', wanted_since })
    expect(await getRun(world.ctx, { run_id: again.run_id ?? '' })).toMatchObject({ outcome: 'succeeded' })
  })

  test('the first one is cancelled while it waits, and left off then', async () => {
    await world.enable()
    await cancelRun(world.ctx, { run_id: (await backups())[0]?.id ?? '' })
    await world.work()
    expect(await protection()).toMatchObject({ desired_state: 'on', phase: 'failed', reason: { code: 'cancelled' } })
    await toggleBackups(world.ctx, { server_id: world.server.id, enable: false })
    expect(await protection()).toMatchObject({ desired_state: 'off', phase: 'idle', reason: null, plan_id: null })
    expect(world.there()).toEqual([])
  })

  test('retention that comes upon another change leaves no run behind, and takes its turn later', async () => {
    await world.enable()
    await world.work()
    await world.nextDay(7)
    const forgets = () => world.ctx.db.selectFrom('runs').selectAll().where('kind', '=', 'forget').execute()
    const before = (await forgets()).length
    const { id: protection_id } = await protection()
    await world.ctx.db
      .updateTable('protections')
      .set({ retention: JSON.stringify({ last: 1 }) })
      .execute()
    const { server_id, fence } = await takeServerLease(world.ctx, {
      server_id: world.server.id,
      holder: 'another',
      ttl_ms: hourMs,
    })
    await expect(applyRetention(world.ctx, { protection_id })).rejects.toMatchObject({ code: 'server_busy' })
    expect(await forgets()).toHaveLength(before)
    await releaseServerLease(world.ctx, { server_id, fence })
    await applyRetention(world.ctx, { protection_id })
    expect((await forgets()).slice(before)).toMatchObject([{ state: 'finished', outcome: 'succeeded' }])
  })

  test('our schedule takes them and our retention lets them go; what others made is never touched', async () => {
    const { cloud } = world
    await cloud.createSnapshot(world.server.provider_ref, 'by hand')
    world.pass(hourMs)
    const foreign = world.there()[0]?.ref
    await world.enable()
    await world.work()
    for (let day = 0; day < 20; day++) {
      await world.nextDay()
      expect(world.there().some(({ ref }) => ref === foreign)).toBe(true)
    }
    const runs = await backups()
    expect(new Set(runs.map(({ outcome }) => outcome))).toEqual(new Set(['succeeded']))
    const own = (await world.onRecord()).filter(({ run_id }) => run_id !== null)
    expect(own.length).toBeLessThan(runs.length)
    const reach = world.clock.nowMs() - Date.parse(own[0]?.taken_at ?? '')
    expect(reach, 'as far back as the plan promises').toBeGreaterThanOrEqual(6 * dayMs)
    expect(
      world
        .there()
        .map(({ ref }) => ref)
        .sort(),
    ).toEqual((await world.onRecord()).map(({ ref }) => ref).sort())
  })

  test.each([
    ['timeout_after_effect', create],
    ['timeout_before_effect', create],
    ['server_error', create],
    ['rate_limited', create],
    ['locked', create],
    ['server_error', lists],
    ['timeout_before_effect', lists],
    ['empty_list', lists],
    ['server_error', remove],
    ['timeout_after_effect', remove],
  ] as const)('%s at %s: never two for one, nothing lost', async (kind, operation) => {
    await world.enable()
    await world.work()
    const before = (await backups()).length
    for (let week = 0; week < 2; week++) {
      world.sandbox.control.addFault({
        operation,
        kind,
        times: 1,
        ...(kind === 'rate_limited' ? { retry_after_seconds: 5 } : {}),
      })
      await world.nextDay(7)
      world.sandbox.control.clearFaults()
    }
    await world.nextDay(7)
    const runs = (await backups()).slice(before)
    const made = runs.filter(({ outcome }) => outcome === 'succeeded').length
    expect(made).toBeGreaterThan(0)
    const own = (await world.onRecord()).filter(({ run_id }) => run_id !== null)
    expect(new Set(own.map(({ run_id }) => run_id)).size).toBe(own.length)
    expect(
      world
        .there()
        .map(({ ref }) => ref)
        .sort(),
    ).toEqual(own.map(({ ref }) => ref).sort())
    expect(own.length).toBeGreaterThanOrEqual(1)
    expect(
      await world.ctx.db.selectFrom('snapshot_orders').select('run_id').where('state', '=', 'open').execute(),
    ).toEqual([])
  })

  test('two at once are one; a lost process between the request and its answer makes no second', async () => {
    await world.enable()
    await world.work()
    world.pass(hourMs)
    const { id: protection_id } = await protection()
    const input = { server_id: world.server.id, protection_id, purpose: 'on_demand' } as const
    const [one, two] = [await startSnapshot(world.ctx, input), await startSnapshot(world.ctx, input)]
    expect(two).toEqual(one)
    // Its process died after the provider had it, and before that was written down.
    const { cloud } = world
    const order = await world.ctx.db
      .selectFrom('snapshot_orders')
      .selectAll()
      .where('state', '=', 'open')
      .executeTakeFirstOrThrow()
    await world.ctx.db
      .updateTable('runs')
      .set({ sent_at: world.clock.now(), state: 'running' })
      .where('id', '=', one.run_id)
      .execute()
    await cloud.createSnapshot(world.server.provider_ref, order.name)
    await world.work()
    expect(await getRun(world.ctx, one)).toMatchObject({ outcome: 'succeeded' })
    expect(world.there()).toHaveLength(2)
  })

  test('how far it is: exact where the provider tells, else an estimate from those before it, else none', async () => {
    await world.end()
    world = await createImageWorld(provider, { action_ms: 90_000 })
    const kindsOf = async (begin: () => Promise<unknown>) => {
      await begin()
      const kinds = new Set<string>()
      let last: unknown
      do {
        const run = (await backups()).at(-1)
        const progress = RunProgress.parse(run?.progress)
        // What it begins with says nothing yet.
        if (run?.state === 'running' && progress.note?.includes('makes the snapshot')) {
          kinds.add(progress.kind)
          last = progress
        }
      } while (await world.step())
      return { kinds: [...kinds], last }
    }
    const exact = ['exact']
    const first = await kindsOf(world.enable)
    expect(first.kinds).toEqual(provider === 'hetzner' ? exact : ['none'])
    await world.nextDay(7)
    const third = await kindsOf(() => backUpNow(world.ctx, { server_id: world.server.id, method: 'snapshot' }))
    expect(third.kinds).toEqual(provider === 'hetzner' ? exact : ['estimate'])
    if (provider !== 'hetzner') expect(third.last).toMatchObject({ expected: { based_on: 2, of_server: true } })
  })

  test('out of turn with all slots taken: the one that goes has to be named, at the button and never in bulk', async () => {
    await world.enable()
    await world.work()
    const server_id = world.server.id
    const ask = (let_go?: string) => backUpNow(world.ctx, { server_id, method: 'snapshot', let_go })
    for (let n = 0; n < 2; n++) {
      await ask()
      await world.work()
    }
    const [oldest, next] = await world.onRecord()
    if (provider !== 'contabo') {
      // Nothing but the price limits them.
      await ask()
      return
    }
    for (const named of [undefined, next?.id])
      await expect(ask(named)).rejects.toMatchObject({
        code: 'would_replace_snapshot',
        message: expect.stringContaining(`let_go: ${oldest?.id}`),
        details: { let_go: oldest?.id, slots: 3, recovery_points: [{ created_at: oldest?.taken_at }] },
      })
    const { run_id } = await startBulk(world.ctx, { server_ids: [server_id], work: { kind: 'back_up' } })
    await doBulkItem(world.ctx, {
      ...{ run_id, work: { kind: 'back_up' }, requester: world.ctx.caller },
      item: { server_id, server_name: 'web-1', tries: 0 },
    })
    expect((await listBulkItems(world.ctx, { run_id, limit: 10 })).data).toMatchObject([
      { state: 'refused', code: 'would_replace_snapshot', message: expect.stringContaining(`let_go: ${oldest?.id}`) },
    ])
    expect((await world.onRecord()).map(({ id }) => id)).toContain(oldest?.id)
    const run = await ask(oldest?.id)
    // It is that one, which has its answer.
    expect(await ask()).toEqual(run)
    await world.work()
    expect(world.there().map(({ ref }) => ref)).not.toContain(oldest?.ref)
    expect(world.there()).toHaveLength(3)
    const facts = { kind: 'stale', server_id, server_name: 'web-1', last_backup_at: null, method: 'snapshot' } as const
    const { organization_id } = await loadServer(world.ctx, { server_id })
    await expect(carryOut(world.ctx, { organization_id, facts })).rejects.toMatchObject({
      code: 'would_replace_snapshot',
      details: { let_go: next?.id },
    })
    expect(world.there()).toHaveLength(3)
  })

  test.skipIf(provider !== 'contabo').each([
    [null, 'forgotten'],
    ['timeout_after_effect', 'forgotten'],
    ['locked', 'forgotten'],
    ['unauthorized', 'available'],
  ] as const)('one that goes to make room is no loss: %s at the cloud leaves it %s', async (fault, state) => {
    const server_id = world.server.id
    await world.enable()
    await world.work()
    let oldest: { id: string } | undefined
    const takeOne = async () => {
      await backUpNow(world.ctx, { server_id, method: 'snapshot', let_go: oldest?.id })
      await world.work()
    }
    for (let n = 0; n < 2; n++) await takeOne()
    oldest = (await world.onRecord())[0]
    // Contabo's adapter takes a new token once.
    if (fault !== null)
      world.sandbox.control.addFault({ operation: remove, kind: fault, times: state === 'available' ? 2 : 1 })
    await takeOne()
    const { cloud } = world
    for (let n = 0; n < 3; n++) {
      world.pass(hourMs)
      await readServerHistory(world.ctx, { server: await loadServer(world.ctx, { server_id }), provider: cloud })
    }
    const points = world.ctx.db
      .selectFrom('recovery_points')
      .select('state')
      .where('id', '=', oldest?.id ?? '')
    expect(await points.execute()).toEqual([{ state }])
    expect(world.there()).toHaveLength(3)
  })

  test('what the slots cannot keep is refused with why and what would do', async () => {
    if (provider !== 'contabo') return
    const server_id = world.server.id
    const schedule = { every: 'day' as const, at: ['02:00', '08:00', '14:00', '20:00'], time_zone: 'UTC' }
    const toggle = { server_id, enable: true, methods: ['snapshot' as const], schedule, retention_days: 7 }
    await expect(toggleBackups(world.ctx, toggle)).rejects.toMatchObject({
      code: 'method_unavailable',
      message: expect.stringContaining('29 snapshots are needed so that one of them is always 7 days old'),
      details: { slots: 3, kept_days: 0 },
    })
    for (const retention of [{ within: { days: 25 } }, { within: { hours: 8_760 } }])
      await expect(
        configureProtection(world.ctx, { server_id, method: 'snapshot', schedule, retention }),
      ).rejects.toMatchObject({ code: 'method_unavailable', details: { slots: 3 } })
    // Set before, it is judged when they are switched on; rules that are set hold for another schedule, too.
    const nightly = { ...schedule, at: ['02:00'] }
    const retention = { within: { days: 3 } }
    await configureProtection(world.ctx, { server_id, method: 'snapshot', schedule: nightly, retention })
    await expect(configureProtection(world.ctx, { server_id, method: 'snapshot', schedule })).rejects.toMatchObject({
      code: 'method_unavailable',
    })
    await expect(toggleBackups(world.ctx, { server_id, enable: true, methods: ['snapshot'] })).rejects.toMatchObject({
      code: 'method_unavailable',
    })
  })

  test('a single slot is used beside what keeps what the plan promises, once a week, and never alone', async () => {
    if (provider !== 'contabo') return
    const { db } = world.ctx
    const server_id = world.server.id
    await db.updateTable('servers').set({ size: 'Cloud VPS 10 SSD' }).where('id', '=', server_id).execute()
    await expect(world.enable()).rejects.toMatchObject({ code: 'method_unavailable' })
    const { plan_id } = await db.selectFrom('subscriptions').select('plan_id').executeTakeFirstOrThrow()
    await newFileProtection(world.ctx, server_id, { plan_id, retention_days: 60 })
    await world.enable()
    expect(await protection()).toMatchObject({
      ...{ desired_state: 'on', plan_id, retention_days: 0, retention: { last: 1 }, schedule: { every: 'week' } },
    })
  })

  test('switched off, nothing is taken any more and nothing is deleted', async () => {
    await world.enable()
    await world.work()
    await toggleBackups(world.ctx, { server_id: world.server.id, enable: false })
    await world.nextDay(8)
    expect(await backups()).toHaveLength(1)
    if (provider === 'digitalocean') expect(world.there()).toHaveLength(1)
  })
})

describe('beside the provider’s own backups', () => {
  let world: ImageWorld
  afterEach(() => world.end())

  const methodsOn = async () =>
    (
      await world.ctx.db
        .selectFrom('protections')
        .select('method')
        .where('desired_state', '=', 'on')
        .orderBy('method')
        .execute()
    ).map(({ method }) => method)

  test.each([[['native', 'snapshot']], [['snapshot', 'native']]] as const)(
    '%j: the one that keeps what the plan promises comes first, and the other is not left by itself',
    async (methods) => {
      world = await createImageWorld('contabo')
      await world.ctx.db.updateTable('plans').set({ retention_days: 14 }).execute()
      const of = { server_id: world.server.id }
      await toggleBackups(world.ctx, { ...of, enable: true, methods: [...methods] })
      expect(await methodsOn()).toEqual(['native', 'snapshot'])
      await expect(toggleBackups(world.ctx, { ...of, enable: false, methods: ['snapshot'] })).rejects.toMatchObject({
        code: 'method_needed',
        details: { methods: ['snapshot'], added: 'native' },
      })
      expect(await methodsOn()).toEqual(['native', 'snapshot'])
    },
  )

  test('where snapshots are refused, nothing is bought of the provider’s own backups beside them', async () => {
    world = await createImageWorld('linode')
    const both = { server_id: world.server.id, enable: true, methods: ['native' as const, 'snapshot' as const] }
    await expect(toggleBackups(world.ctx, both)).rejects.toMatchObject({ code: 'method_unavailable' })
    expect(await methodsOn()).toEqual([])
  })
})

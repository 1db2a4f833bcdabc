import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { hourMs, minuteMs } from '../../src/lib/clock.ts'
import { startDueSnapshots } from '../../src/protections/snapshots/start-due-snapshots.ts'
import { readServerHistory } from '../../src/recovery-points/history/read-server-history.ts'
import type { RecoveryPointRow } from '../../src/recovery-points/queries.ts'
import { continueRestore } from '../../src/restores/continue-restore.ts'
import { getRestore } from '../../src/restores/get-restore.ts'
import { getRestoreReview } from '../../src/restores/images/get-restore-review.ts'
import { prepareRestore } from '../../src/restores/prepare-restore.ts'
import { resumeRestores } from '../../src/restores/resume-restores.ts'
import { RestoreInput } from '../../src/restores/schema.ts'
import { startRestore } from '../../src/restores/start-restore.ts'
import { loadServer } from '../../src/servers/load-server.ts'
import { createImageWorld, faultsOfChanges, type ImageWorld } from '../helpers/image-world.ts'

// Images put back in place, through the real adapters and over HTTP, with what can go wrong on the way.

const clouds = [
  { provider: 'digitalocean', operation: 'dropletActions_post', keeps_newer: true },
  { provider: 'contabo', operation: 'rollbackSnapshot', keeps_newer: false },
  { provider: 'hetzner', operation: 'rebuild_server_from_image', keeps_newer: true },
  { provider: 'vultr', operation: 'restore-instance', keeps_newer: true },
] as const

describe.each(clouds)('$provider', ({ provider, operation, keeps_newer }) => {
  let world: ImageWorld
  let points: RecoveryPointRow[]
  beforeEach(async () => {
    world = await createImageWorld(provider)
    await world.enable()
    await world.work()
    await world.nextDay(7)
    points = await world.onRecord()
    expect(points).toHaveLength(2)
  })
  afterEach(() => world.end())

  const oldest = () => points[0] ?? expect.fail('no snapshot')
  const newest = () => points[1] ?? expect.fail('no second snapshot')
  const start = (over: Partial<RestoreInput> & { recovery_point_id: string }) =>
    startRestore(world.ctx, {
      ...RestoreInput.parse({ mode: 'in_place', confirm: world.server.name, ...over }),
      server_id: world.server.id,
    })
  const restored = () =>
    world.sandbox.control
      .effects()
      .filter(({ kind, server_ref }) => kind === 'restored_in_place' && server_ref === world.server.provider_ref)
  const ended = async (id: string) => {
    await world.work()
    return getRestore(world.ctx, { restore_id: id })
  }

  test('the newest goes back once, the server runs, and how long it took is on record', async () => {
    const { id } = await start({ recovery_point_id: newest().id })
    expect(await ended(id)).toMatchObject({
      status: 'completed',
      run: { outcome: 'succeeded', stats: { method: 'image', seconds: expect.any(Number) } },
    })
    expect(restored()).toHaveLength(1)
    const log = await world.ctx.db.selectFrom('run_log').select('message').execute()
    expect(log.some(({ message }) => message.includes('No safety snapshot'))).toBe(!keeps_newer)
    const safety = (await world.onRecord()).filter(({ protection_id }) => protection_id === null)
    expect(safety).toHaveLength(keeps_newer ? 1 : 0)
  })

  test('before it, the provider is asked what fits, and earlier durations are told with what they are from', async () => {
    const { ctx, server, cloud } = world
    const review = await getRestoreReview(ctx, { recovery_point_id: newest().id })
    const { address, region } = await cloud.getServer(server.provider_ref)
    expect(review).toMatchObject({ checked_at: world.clock.now(), address, earlier_restores: null })
    expect(review.fit).toMatchObject({ region, refusal: null })
    const tells = cloud.capabilities.snapshot?.can_restore_to_new === true
    expect(review.fit.in_region).toBe(tells ? true : null)
    if (tells) expect(review.fit.disk_gb).toBeGreaterThanOrEqual(review.fit.needed_gb ?? Number.NaN)
    expect(review.earlier_snapshots).toMatchObject({ based_on: 2, of_server: true })
    // An answer that the cloud does not give stands in nobody's way: the restore asks again.
    const wish = {
      mode: 'in_place',
      recovery_point_id: newest().id,
      confirm: server.name,
      safety_backup: false,
    } as const
    const input = { ...RestoreInput.parse(wish), server_id: server.id }
    expect(await prepareRestore(ctx, input)).toBeNull()
    for (let times = 0; times < 2; times++) await ended((await start(wish)).id)
    const after = await getRestoreReview(ctx, { recovery_point_id: newest().id })
    expect(after.earlier_restores).toMatchObject({ based_on: 2, of_server: true })
  })

  test('that the server is away is not said of its image', async () => {
    const { ctx, server } = world
    // None of these clouds has a server of that id, whichever form its ids have.
    const provider_ref = server.provider_ref.includes('-') ? '00000000-0000-4000-8000-000000000000' : '999999999'
    await ctx.db.updateTable('servers').set({ provider_ref }).where('id', '=', server.id).execute()
    const review = getRestoreReview(ctx, { recovery_point_id: newest().id })
    await expect(review).rejects.toMatchObject({ code: 'server_missing' })
    const input = RestoreInput.parse({ mode: 'in_place', recovery_point_id: newest().id, confirm: server.name })
    await expect(prepareRestore(ctx, { ...input, server_id: server.id })).rejects.toMatchObject({
      code: 'server_missing',
    })
  })

  test('an older one: what the provider would delete is named first, and must be accepted', async () => {
    const input = { recovery_point_id: oldest().id, safety_backup: false }
    if (!keeps_newer) {
      const refused = { code: 'confirmation_required', details: { accept_loss: [newest().id] } }
      await expect(start(input)).rejects.toMatchObject(refused)
      await expect(start({ ...input, accept_loss: [oldest().id] })).rejects.toMatchObject(refused)
    }
    const { id } = await start({ ...input, ...(keeps_newer ? {} : { accept_loss: [newest().id] }) })
    expect(await ended(id)).toMatchObject({ status: 'completed' })
    expect(world.there()).toHaveLength(keeps_newer ? 2 : 1)
  })

  test.skipIf(keeps_newer)(
    'snapshots that only the cloud knows are read first, so that they are named as well',
    async () => {
      const { ctx, cloud, server } = world
      await cloud.createSnapshot(server.provider_ref, 'by hand')
      world.pass(hourMs)
      const input = RestoreInput.parse({ mode: 'in_place', recovery_point_id: newest().id, confirm: server.name })
      await prepareRestore(ctx, { ...input, server_id: server.id })
      const refused = { code: 'confirmation_required', details: { accept_loss: [expect.any(String)] } }
      await expect(start({ recovery_point_id: newest().id })).rejects.toMatchObject(refused)
      await cloud.deleteSnapshot(server.provider_ref, oldest().ref)
      await cloud.createSnapshot(server.provider_ref, 'another')
      world.pass(hourMs)
      await getRestoreReview(ctx, { recovery_point_id: newest().id })
      await expect(start({ recovery_point_id: newest().id })).rejects.toMatchObject({
        details: { accept_loss: [expect.any(String), expect.any(String)] },
      })
    },
  )

  test.skipIf(keeps_newer)(
    'a snapshot that nobody was shown survives: nothing is sent, and it can be accepted',
    async () => {
      const { id } = await start({ recovery_point_id: newest().id, safety_backup: false })
      await world.cloud.createSnapshot(world.server.provider_ref, 'meanwhile')
      world.pass(hourMs)
      const { status, run } = await ended(id)
      expect({ status, code: run.error?.code }).toEqual({ status: 'failed', code: 'newer_snapshots' })
      expect(run.error?.message).toContain('nothing was changed')
      expect(restored()).toEqual([])
      expect(world.there()).toHaveLength(3)
      const accept_loss = (await world.onRecord()).slice(-1).map(({ id }) => id)
      const again = await start({ recovery_point_id: newest().id, safety_backup: false, accept_loss })
      expect(await ended(again.id)).toMatchObject({ status: 'completed' })
      expect(world.there()).toHaveLength(2)
    },
  )

  test.skipIf(keeps_newer)(
    'one that a sync puts on record in the moment of asking was not shown, whatever else was accepted',
    async () => {
      const { ctx, cloud, server } = world
      await cloud.createSnapshot(server.provider_ref, 'meanwhile')
      world.pass(hourMs)
      const { id } = await start({ recovery_point_id: oldest().id, safety_backup: false, accept_loss: [newest().id] })
      await readServerHistory(ctx, { server: await loadServer(ctx, { server_id: server.id }), provider: cloud })
      expect(await ctx.db.selectFrom('restores').select('accept_loss').execute()).toEqual([
        { accept_loss: [newest().id] },
      ])
      const { status, run } = await ended(id)
      expect({ status, code: run.error?.code }).toEqual({ status: 'failed', code: 'newer_snapshots' })
      expect(run.error?.message).toContain('1 newer snapshot')
      expect(restored()).toEqual([])
      expect(world.there()).toHaveLength(3)
    },
  )

  test('what cannot be is refused with its own code, and nothing is changed', async () => {
    const refused = [
      [{ confirm: 'another' }, 'confirmation_required'],
      [{ mode: 'path', target: { path: '/srv' } }, 'method_unavailable'],
      [{ include: ['/etc'] }, 'invalid_request'],
      [{ dry_run: true }, 'invalid_request'],
    ] as const
    for (const [over, code] of refused) {
      const input = RestoreInput.partial().parse(over)
      await expect(start({ recovery_point_id: newest().id, ...input }), code).rejects.toMatchObject({ code })
    }
    expect(await world.ctx.db.selectFrom('restores').select('id').execute()).toEqual([])
    expect(restored()).toEqual([])
  })

  test('one at a time; none while a snapshot is taken, and no snapshot while one goes back', async () => {
    const { id } = await start({ recovery_point_id: newest().id, safety_backup: false })
    await expect(start({ recovery_point_id: newest().id })).rejects.toMatchObject({ code: 'restore_running' })
    const before = (await world.onRecord()).length
    await world.ctx.db.updateTable('protections').set({ next_run_at: world.clock.now() }).execute()
    expect(await startDueSnapshots(world.ctx)).toEqual({ started: 0 })
    expect(await ended(id)).toMatchObject({ status: 'completed' })
    expect(await world.onRecord()).toHaveLength(before)
  })

  test.each(faultsOfChanges)('%s: asked for once at most, and the end says what is true', async (kind) => {
    const { id } = await start({ recovery_point_id: newest().id, safety_backup: false })
    world.sandbox.control.addFault({ operation, kind, times: 1 })
    const { run } = await ended(id)
    expect(restored().length).toBeLessThanOrEqual(1)
    expect(run.state).toBe('finished')
    if (run.outcome === 'succeeded') expect(restored()).toHaveLength(1)
    else expect(run.error?.message.length).toBeGreaterThan(20)
    if (kind === 'rate_limited' || kind === 'locked') expect(run.outcome).toBe('succeeded')
  })

  test('a process that died after it asked does not ask again', async () => {
    const { id, run_id } = await start({ recovery_point_id: newest().id, safety_backup: false })
    await world.ctx.db.updateTable('runs').set({ sent_at: world.clock.now() }).where('id', '=', run_id).execute()
    await world.cloud.restoreInPlace(world.server.provider_ref, { ref: newest().ref, kind: 'snapshot' })
    world.pass(minuteMs)
    expect(await ended(id)).toMatchObject({ run: { outcome: 'warning', error: { code: 'effect_unknown' } } })
    expect(restored()).toHaveLength(1)
  })

  test('a restore whose job failed for good is gone on with: it holds up no later one', async () => {
    const { id, run_id } = await start({ recovery_point_id: newest().id, safety_backup: false })
    world.queue.length = 0
    const noProvider = async () => {
      throw new Error('the process cannot open it now')
    }
    const ctx = { ...world.ctx, providers: { ...world.ctx.providers, open: noProvider, create: noProvider } as never }
    const job = { id: 'job', attempt: 12, last_attempt: true, signal: new AbortController().signal }
    await expect(continueRestore(ctx, { run_id }, job)).rejects.toThrow()
    expect(world.queue).toMatchObject([{ task: 'restores.continue', input: { run_id } }])
    expect(await ended(id)).toMatchObject({ status: 'completed' })
    expect(restored()).toHaveLength(1)
  })

  test('a restore whose job was lost with its process is taken up again, and once only', async () => {
    const { id, run_id } = await start({ recovery_point_id: newest().id, safety_backup: false })
    world.queue.length = 0
    await resumeRestores(world.ctx)
    expect(world.queue).toEqual([])
    world.pass(hourMs / 2)
    await resumeRestores(world.ctx)
    await resumeRestores(world.ctx)
    expect(world.queue).toMatchObject([{ task: 'restores.continue', input: { run_id } }])
    expect(await ended(id)).toMatchObject({ status: 'completed' })
    expect(restored()).toHaveLength(1)
  })

  test('a backup that is gone when it is to be sent is not asked for', async () => {
    const { id } = await start({ recovery_point_id: newest().id, safety_backup: false })
    await world.cloud.deleteSnapshot(world.server.provider_ref, newest().ref)
    world.pass(hourMs)
    expect(await ended(id)).toMatchObject({ status: 'failed', run: { error: { code: 'recovery_point_gone' } } })
    expect(restored()).toEqual([])
  })
})

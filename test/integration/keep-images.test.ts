import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { hourMs } from '../../src/lib/clock.ts'
import { listNewestAcrossOrganizations } from '../../src/protections/facts/facts-queries.ts'
import { readTimeline } from '../../src/protections/timeline/read-timeline.ts'
import { toggleBackups } from '../../src/protections/toggle-backups.ts'
import { keepImage } from '../../src/recovery-points/keep/keep-image.ts'
import { resumeKeeps } from '../../src/recovery-points/keep/resume-keeps.ts'
import type { RecoveryPointRow } from '../../src/recovery-points/queries.ts'
import { cancelRun } from '../../src/runs/cancel-run.ts'
import { createImageWorld, faultsOfChanges, type ImageWorld } from '../helpers/image-world.ts'

// A provider's own backup becomes a snapshot that stays, through the real adapters and over HTTP, with what can go wrong on the way.

const clouds = [
  { provider: 'digitalocean', convert: 'imageActions_post' },
  { provider: 'hetzner', convert: 'replace_image' },
] as const

describe.each(clouds)('$provider', ({ provider, convert }) => {
  let world: ImageWorld
  let point: RecoveryPointRow
  beforeEach(async () => {
    world = await createImageWorld(provider)
    point = await world.imagePoint()
    world.queue.length = 0
  })
  afterEach(() => world.end())

  const keep = () => keepImage(world.ctx, { recovery_point_id: point.id })
  const runs = () =>
    world.ctx.db
      .selectFrom('runs')
      .select(['id', 'state', 'outcome', 'error', 'stats'])
      .where('kind', '=', 'copy')
      .execute()
  const onRecord = () =>
    world.ctx.db
      .selectFrom('recovery_points')
      .select(['method', 'state', 'expires_at'])
      .where('id', '=', point.id)
      .executeTakeFirst()
  const converted = () => world.sandbox.control.effects().filter(({ kind }) => kind === 'backup_converted').length
  const newestNative = async () =>
    (await listNewestAcrossOrganizations(world.ctx.db, [world.server.id])).find(({ method }) => method === 'native')
      ?.good_at
  const isSnapshot = () => world.there().some(({ ref }) => ref === point.ref)

  test('asked for twice it is kept once, nobody takes it away, and it is not among what switching off destroys', async () => {
    const off = () => toggleBackups(world.ctx, { server_id: world.server.id, enable: false })
    await toggleBackups(world.ctx, { server_id: world.server.id, enable: true, methods: ['native'] })
    const before = await off().catch((error) => error)
    expect(before).toMatchObject({ code: 'would_destroy_recovery_points' })
    const { recovery_points } = before.details
    expect(recovery_points.map((one: { recovery_point_id: string }) => one.recovery_point_id)).toContain(point.id)
    const { run_id } = await keep()
    expect(await keep()).toEqual({ run_id })
    const confirmed = { server_id: world.server.id, enable: false, confirm: world.server.name }
    await expect(toggleBackups(world.ctx, confirmed)).rejects.toMatchObject({ code: 'server_busy' })
    await world.work()
    expect(await runs()).toMatchObject([{ id: run_id, outcome: 'succeeded' }])
    expect(await onRecord()).toEqual({ method: 'snapshot', state: 'available', expires_at: null })
    expect(isSnapshot()).toBe(true)
    expect(converted()).toBe(1)
    // It was taken in time, whatever it is now.
    expect(await newestNative()).toBe(point.taken_at)
    const { lanes } = await readTimeline(world.ctx, { server_id: world.server.id })
    const lettersOf = (method: string) => lanes.find((lane) => lane.method === method)?.days ?? ''
    expect(lettersOf('native')).not.toContain('m')
    expect(lettersOf('snapshot')).toContain('p')
    const after = await off().catch((error) => error)
    expect(after.details.recovery_points).toHaveLength(recovery_points.length - 1)
    await expect(keep()).rejects.toMatchObject({ code: 'method_unavailable' })
  })

  test.each(faultsOfChanges)(
    '%s: what the run says is what the cloud has, and it asked for one at most',
    async (kind) => {
      world.sandbox.control.addFault({ operation: convert, kind })
      await keep()
      await world.work()
      const [run] = await runs()
      expect(run?.state).toBe('finished')
      expect(run?.outcome === 'succeeded').toBe(isSnapshot())
      expect((await onRecord())?.method).toBe(isSnapshot() ? 'snapshot' : 'native')
      expect(converted()).toBeLessThanOrEqual(1)
      if (!isSnapshot()) {
        await keep()
        await world.work()
        expect(isSnapshot()).toBe(true)
      }
    },
  )

  test('a process that died after it asked goes on when the sweep finds it; cancelled before, nothing is asked for', async () => {
    const { run_id } = await keep()
    await world.step()
    world.queue.length = 0
    world.pass(hourMs / 3)
    await resumeKeeps(world.ctx)
    await world.work()
    expect(await runs()).toMatchObject([{ id: run_id, outcome: 'succeeded' }])
    expect(converted()).toBe(1)
    const other = await world.ctx.db
      .selectFrom('recovery_points')
      .select('id')
      .where('server_id', '=', world.server.id)
      .where('method', '=', 'native')
      .executeTakeFirstOrThrow()
    const second = await keepImage(world.ctx, { recovery_point_id: other.id })
    await cancelRun(world.ctx, second)
    await world.work()
    expect(converted()).toBe(1)
  })
})

import { afterEach, describe, expect, test } from 'vitest'
import { inTransaction } from '../../src/context.ts'
import { utcMinute } from '../../src/lib/utc-minute.ts'
import { backUpNow } from '../../src/protections/back-up-now.ts'
import { continueProtection } from '../../src/protections/continue-protection.ts'
import { listProtectionOptions } from '../../src/protections/planner/list-protection-options.ts'
import { continueSnapshot } from '../../src/protections/snapshots/continue-snapshot.ts'
import { endSnapshot } from '../../src/protections/snapshots/end-snapshot.ts'
import { toggleBackups } from '../../src/protections/toggle-backups.ts'
import { getRun } from '../../src/runs/get-run.ts'
import { newFileProtection } from '../helpers/file-servers.ts'
import { createImageWorld, type ImageWorld } from '../helpers/image-world.ts'
import { until } from '../helpers/until.ts'

// A method that keeps less than the plan promises, beside one that keeps it, where the provider does not do as it is asked.

let world: ImageWorld
afterEach(() => world.end())

const row = (method: 'native' | 'snapshot') =>
  world.ctx.db.selectFrom('protections').selectAll().where('method', '=', method).executeTakeFirstOrThrow()
const messageOf = (reason: unknown) => (reason as { message: string }).message

describe('Contabo: a single slot beside its own backups', () => {
  const open = async () => {
    world = await createImageWorld('contabo')
    await oneSlot()
  }
  /** Until the next reading of the server. */
  const oneSlot = () =>
    world.ctx.db.updateTable('servers').set({ size: 'Cloud VPS 10 SSD' }).where('id', '=', world.server.id).execute()
  const both = () =>
    toggleBackups(world.ctx, { server_id: world.server.id, enable: true, methods: ['native', 'snapshot'] })

  test('its own are refused: the snapshots are taken back, nothing was asked for, and the answer says so', async () => {
    await open()
    world.sandbox.control.addFault({ operation: 'upgradeInstance', kind: 'unauthorized', times: 2 })
    const refused = expect.objectContaining({
      code: 'provider_refused',
      message: expect.stringMatching(
        /Snapshots were not switched on either: by themselves they do not keep the \d+ days/,
      ),
    })
    const error = await both().catch((error: unknown) => error)
    expect(error).toEqual(refused)
    expect((error as { details?: object }).details).toBeUndefined()
    const snapshot = await row('snapshot')
    expect(snapshot).toMatchObject({ desired_state: 'off', phase: 'failed', plan_id: null, next_run_at: null })
    expect(messageOf(snapshot.reason)).toContain('Contabo refused the change')
    expect(await getRun(world.ctx, { run_id: snapshot.run_id ?? '' })).toMatchObject({ outcome: 'failed' })
    const events = await world.ctx.db
      .selectFrom('audit_events')
      .select('after')
      .where('action', '=', 'protection.failed')
      .execute()
    expect(events.map(({ after }) => after)).toContainEqual({ method: 'snapshot', reason: 'without_base' })
    await world.work()
    expect(world.there()).toEqual([])
    await world.nextDay(8)
    expect(world.there()).toEqual([])
    world.sandbox.control.clearFaults()
    expect(await both()).toMatchObject({ success: true })
    expect(await row('snapshot')).toMatchObject({ desired_state: 'on', phase: 'enabling' })
  })

  test('an order that is ended while its step waits for the server deletes nothing to make room', async () => {
    await open()
    expect(await both()).toMatchObject({ success: true })
    await world.work()
    const [first] = await world.onRecord()
    await oneSlot()
    const of = { server_id: world.server.id, method: 'snapshot' } as const
    const { run_id } = await backUpNow(world.ctx, { ...of, let_go: first?.id })
    let step: Promise<void> | undefined
    await inTransaction(world.ctx, async (ctx) => {
      const order = await ctx.db
        .selectFrom('snapshot_orders')
        .selectAll()
        .where('run_id', '=', run_id)
        .forUpdate()
        .executeTakeFirstOrThrow()
      step = continueSnapshot(world.ctx, { run_id, looks: 0 })
      // Begun, and at its order's row, which is held here.
      await until(async () => (await getRun(world.ctx, { run_id })).state === 'running')
      await endSnapshot(ctx, { order, outcome: 'cancelled', error: null })
    })
    await step
    expect(await getRun(world.ctx, { run_id })).toMatchObject({ outcome: 'cancelled' })
    expect(world.there().map(({ ref }) => ref)).toEqual([first?.ref])
    expect(await world.onRecord()).toMatchObject([{ id: first?.id }])
  })

  test('its own are refused once a snapshot is there: it goes on, and what it does not keep is said', async () => {
    await open()
    world.sandbox.control.addFault({ operation: 'upgradeInstance', kind: 'locked', times: 9 })
    expect(await both()).toMatchObject({ success: true, backups_enabled: false })
    await world.work()
    expect(world.there()).toHaveLength(1)
    world.sandbox.control.clearFaults()
    world.sandbox.control.addFault({ operation: 'upgradeInstance', kind: 'unauthorized', times: 2 })
    await continueProtection(world.ctx, { protection_id: (await row('native')).id })
    const native = await row('native')
    expect(native).toMatchObject({ desired_state: 'off', phase: 'failed' })
    expect(messageOf(native.reason)).toMatch(
      /Snapshots go on, though by themselves they do not keep the \d+ days that .+ promises: enable a method that does/,
    )
    expect(await row('snapshot')).toMatchObject({ desired_state: 'on', observed_state: 'on', phase: 'idle' })
    expect(world.there()).toHaveLength(1)
  })
})

describe('Linode: its one manual snapshot, beside its own backups', () => {
  const of = () => ({ server_id: world.server.id })
  const open = async () => {
    world = await createImageWorld('linode')
    await toggleBackups(world.ctx, { ...of(), enable: true, methods: ['native'] })
    expect(await row('native')).toMatchObject({ observed_state: 'on', phase: 'idle' })
    await world.enable()
    await world.work()
    expect(await row('snapshot')).toMatchObject({
      ...{ desired_state: 'on', observed_state: 'on', phase: 'idle', retention_days: 0 },
      ...{ retention: { last: 1 }, schedule: { every: 'week' } },
    })
    const [first] = await world.onRecord()
    expect(world.there()).toMatchObject([{ ref: first?.ref }])
    return first ?? expect.fail('no snapshot')
  }

  test('that the snapshot goes for the new one is said before they are enabled', async () => {
    world = await createImageWorld('linode')
    await toggleBackups(world.ctx, { ...of(), enable: true, methods: ['native'] })
    const { data } = await listProtectionOptions(world.ctx, of())
    const weekly = data.find(({ method, schedule }) => method === 'snapshot' && schedule?.every === 'week')
    expect(weekly).toMatchObject({ addable: true, fits: false, keeps: { count: 1, days: 0 } })
    const replaces = expect.stringContaining('a new snapshot takes the place of the oldest')
    expect(weekly?.warnings).toContainEqual({ code: 'deletes_before_making', message: replaces })
  })

  test('the new one replaces it by itself: one is there, and nothing was deleted by us', async () => {
    const first = await open()
    await world.nextDay(8)
    const [second] = await world.onRecord()
    expect(second?.ref).not.toBe(first.ref)
    expect(world.there()).toMatchObject([{ ref: second?.ref }])
    expect(await world.onRecord()).toHaveLength(1)
    const deleted = world.sandbox.control.effects().filter(({ kind }) => kind === 'snapshot_deleted')
    expect(deleted).toEqual([expect.objectContaining({ detail: expect.stringContaining('replaced') })])
  })

  test.each(['action_errors', 'unauthorized', 'server_error', 'timeout_before_effect'] as const)(
    '%s: the one before stays',
    async (kind) => {
      const first = await open()
      world.sandbox.control.addFault({ operation: 'post-snapshot', kind, times: 99 })
      await world.nextDay(8)
      expect(world.there()).toMatchObject([{ ref: first.ref }])
      expect(await world.onRecord()).toMatchObject([{ id: first.id }])
    },
  )

  test('its own cannot be switched off by themselves: the snapshot would go with them, and no other could come', async () => {
    await open()
    await newFileProtection(world.ctx, world.server.id, { plan_id: (await row('native')).plan_id, retention_days: 60 })
    const off = { server_id: world.server.id, enable: false, confirm: world.server.name } as const
    await expect(toggleBackups(world.ctx, { ...off, methods: ['native'] })).rejects.toMatchObject({
      code: 'method_needed',
      details: { methods: ['native'], added: 'snapshot' },
    })
    expect(world.there()).toHaveLength(1)
    expect(await toggleBackups(world.ctx, { ...off, methods: ['native', 'snapshot'] })).toMatchObject({ success: true })
  })

  test('out of turn it asks first, and names the one that goes', async () => {
    const first = await open()
    const now = { ...of(), method: 'snapshot' } as const
    await expect(backUpNow(world.ctx, now)).rejects.toMatchObject({
      code: 'would_replace_snapshot',
      message: expect.stringContaining(`Linode lets the one of ${utcMinute(first.taken_at)} go for the new one`),
      details: { let_go: first.id, slots: 1 },
    })
    expect(world.there()).toHaveLength(1)
  })
})

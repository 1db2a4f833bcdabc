import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { minuteMs } from '../../src/lib/clock.ts'
import { configureProtection } from '../../src/protections/configure-protection.ts'
import { continueProtection } from '../../src/protections/continue-protection.ts'
import type { RunSchedule } from '../../src/protections/schedule/schema.ts'
import { toggleBackups } from '../../src/protections/toggle-backups.ts'
import { createImageWorld } from '../helpers/image-world.ts'

// The times of a provider's own backups, changed while they are on, with what can go wrong on the way.

const daily = (at: string): RunSchedule => ({ every: 'day', at: [at], time_zone: 'UTC' })
const weekly = (weekday: 'monday' | 'friday'): RunSchedule => ({
  every: 'week',
  weekdays: [weekday],
  at: ['04:00'],
  time_zone: 'UTC',
})

const clouds = [
  {
    provider: 'digitalocean',
    operation: 'dropletActions_post',
    first: daily('04:30'),
    next: weekly('friday'),
    shown: { every: 'week', weekday: 'friday', hour: 4 },
    kept: 28,
  },
  {
    provider: 'linode',
    operation: 'put-linode-instance',
    first: daily('04:30'),
    next: daily('20:00'),
    shown: { every: 'day', hour: 20 },
    kept: 7,
  },
  {
    provider: 'vultr',
    operation: 'create-instance-backup-schedule',
    first: weekly('monday'),
    next: weekly('friday'),
    shown: { every: 'week', weekday: 'friday', hour: 4 },
    kept: 14,
  },
] as const

type World = Awaited<ReturnType<typeof createImageWorld>>

const row = ({ ctx, server }: World) =>
  ctx.db
    .selectFrom('protections')
    .selectAll()
    .where('server_id', '=', server.id)
    .where('method', '=', 'native')
    .executeTakeFirstOrThrow()

const change = ({ ctx, server }: World, schedule: RunSchedule) =>
  configureProtection(ctx, { server_id: server.id, method: 'native', schedule })

/** As the queue would, until nothing is under way. */
const settle = async (world: World) => {
  for (let turns = 0; turns < 30; turns++) {
    const { id, attempt, phase } = await row(world)
    if (attempt === null && phase === 'idle') return
    world.pass(minuteMs)
    await continueProtection(world.ctx, { protection_id: id })
  }
  expect.fail('it never comes to an end')
}

const runs = ({ ctx }: World) =>
  ctx.db.selectFrom('runs').select(['state', 'outcome', 'error']).where('kind', '=', 'schedule').execute()

const enabled = ({ ctx, server }: World) =>
  ctx.db.selectFrom('servers').select('backups_enabled').where('id', '=', server.id).executeTakeFirstOrThrow()

describe.each(clouds)('$provider', ({ provider, operation, first, next, shown, kept }) => {
  let world: World
  beforeEach(async () => {
    world = await createImageWorld(provider)
    await toggleBackups(world.ctx, { server_id: world.server.id, enable: true, methods: ['native'], schedule: first })
    await settle(world)
  })
  afterEach(() => world.end())

  const seen = async () => (await world.cloud.getServer(world.server.provider_ref)).native

  test('is changed once, and the backups stay on throughout', async () => {
    const before = world.sandbox.control.effects().length
    const places = (await row(world)).plan_id
    await change(world, next)
    expect(await enabled(world)).toEqual({ backups_enabled: true })
    // Clicked twice.
    await change(world, next)
    await settle(world)
    expect(await seen()).toMatchObject({ state: 'on', schedule: shown })
    expect(await row(world)).toMatchObject({
      desired_state: 'on',
      observed_state: 'on',
      phase: 'idle',
      reason: null,
      schedule: shown,
      retention_days: kept,
      plan_id: places,
    })
    expect(world.sandbox.control.effects().length - before).toBeLessThanOrEqual(1)
    expect(await runs(world)).toMatchObject([{ state: 'finished', outcome: 'succeeded' }])
    await change(world, next)
    expect(await runs(world)).toHaveLength(1)
  })

  test.each(['timeout_after_effect', 'timeout_before_effect', 'server_error', 'rate_limited'] as const)(
    '%s: what is on record is what the provider has',
    async (kind) => {
      world.sandbox.control.addFault({ operation, kind, times: 1 })
      await change(world, next)
      await settle(world)
      const { schedule, desired_state, observed_state, reason } = await row(world)
      expect([desired_state, observed_state]).toEqual(['on', 'on'])
      expect(await seen()).toMatchObject({ schedule })
      const [run] = await runs(world)
      expect(run?.state).toBe('finished')
      if (run?.outcome === 'succeeded') expect(schedule).toEqual(shown)
      else expect(reason).toMatchObject({ message: expect.stringMatching(/.{30}/) })
      expect(await enabled(world)).toEqual({ backups_enabled: true })
    },
  )

  test('refused by the provider: the backups go on at their old times, and it says why', async () => {
    const before = await row(world)
    world.sandbox.control.addFault({ operation, kind: 'unauthorized', times: 1 })
    await change(world, next)
    await settle(world)
    expect(await row(world)).toMatchObject({
      desired_state: 'on',
      observed_state: 'on',
      phase: 'idle',
      schedule: before.schedule,
      retention_days: before.retention_days,
      plan_id: before.plan_id,
      reason: { message: expect.stringContaining('refused') },
    })
    expect(await runs(world)).toMatchObject([{ outcome: 'failed' }])
  })

  test('what the provider has no choice of, or keeps too little, is refused with what would do', async () => {
    const before = await row(world)
    const hourly: RunSchedule = { every: 'hour', minute: 0, time_zone: 'UTC' }
    await expect(change(world, hourly)).rejects.toMatchObject({
      code: 'method_unavailable',
      message: expect.stringContaining('you asked for another schedule'),
    })
    if (provider === 'vultr')
      await expect(change(world, daily('04:00'))).rejects.toMatchObject({
        code: 'method_unavailable',
        message: expect.stringMatching(/keeps its own backups for 2 days.*One a week would do/),
      })
    expect(await row(world)).toEqual(before)
    expect(await runs(world)).toEqual([])
  })

  test('switched off at the provider meanwhile: nothing is switched on by it', async () => {
    await world.cloud.disableNative(world.server.provider_ref)
    world.pass(minuteMs)
    await change(world, next)
    await settle(world)
    expect((await seen()).state).toBe('off')
    expect(await row(world)).toMatchObject({ observed_state: 'off', reason: { code: 'off_meanwhile' } })
    await expect(change(world, next)).rejects.toMatchObject({ code: 'conflict' })
  })
})

test.each(['hetzner', 'contabo'] as const)('%s chooses the time itself, and says so', async (provider) => {
  const world = await createImageWorld(provider)
  try {
    await toggleBackups(world.ctx, { server_id: world.server.id, enable: true, methods: ['native'] })
    await settle(world)
    await expect(change(world, daily('04:00'))).rejects.toMatchObject({
      code: 'method_unavailable',
      message: expect.stringContaining('chooses itself when its own backups are made'),
    })
  } finally {
    await world.end()
  }
})

describe('backups that somebody switched on at the provider', () => {
  let world: World
  beforeEach(async () => {
    world = await createImageWorld('digitalocean')
  })
  afterEach(() => world.end())

  /** As a sync sees it. */
  const on = async (schedule: Parameters<World['cloud']['enableNative']>[1]) => {
    await world.cloud.enableNative(world.server.provider_ref, schedule)
    world.pass(minuteMs)
    await world.ctx.db
      .updateTable('servers')
      .set({ native_state: 'on', native_schedule: JSON.stringify(schedule) })
      .where('id', '=', world.server.id)
      .execute()
  }
  const toggle = (more: object = {}) =>
    toggleBackups(world.ctx, { server_id: world.server.id, enable: true, methods: ['native'], ...more })

  test('are kept on the schedule they have, and for as long as that keeps them', async () => {
    await on({ every: 'week', weekday: 'monday', hour: 8 })
    await toggle()
    await settle(world)
    const schedule = { every: 'week', weekday: 'monday', hour: 8 }
    expect(await row(world)).toMatchObject({ desired_state: 'on', schedule, retention_days: 28 })
    expect((await world.cloud.getServer(world.server.provider_ref)).native.schedule).toEqual(schedule)
  })

  test('are not kept where that keeps less than the plan promises, unless another schedule is named', async () => {
    await world.ctx.db.updateTable('plans').set({ retention_days: 14 }).execute()
    await on({ every: 'day', hour: 8 })
    await expect(toggle()).rejects.toMatchObject({
      code: 'method_unavailable',
      message: expect.stringMatching(/one a day.*7 days.*promises 14.*One a week would do/),
    })
    await toggle({ schedule: weekly('friday') })
    await settle(world)
    const schedule = { every: 'week', weekday: 'friday', hour: 4 }
    expect(await row(world)).toMatchObject({ desired_state: 'on', observed_state: 'on', schedule, retention_days: 28 })
    expect((await world.cloud.getServer(world.server.provider_ref)).native.schedule).toEqual(schedule)
  })
})

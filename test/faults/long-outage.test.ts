import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Context } from '../../src/context.ts'
import { dayMs, isoPlusMs } from '../../src/lib/clock.ts'
import { applyRetention } from '../../src/maintenance/apply-retention.ts'
import { startDueBackups } from '../../src/protections/start-due-backups.ts'
import { recordRecoveryPoint } from '../../src/recovery-points/record-recovery-point.ts'
import { listRuns } from '../../src/runs/list-runs.ts'
import { type EnrolledAgent, enrolled, newRepository } from '../helpers/agents.ts'
import { createTestContext, type TestContext } from '../helpers/context.ts'
import { sayHit } from '../helpers/fault-counts.ts'
import { newFileProtection } from '../helpers/file-servers.ts'

// Backstay was away for thirty days, over a change of clocks.

const away = 30
const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata']
let world: TestContext
let ctx: Context
beforeAll(async () => {
  world = await createTestContext()
  ctx = world.ctx
})
afterAll(() => world?.end())

type Protected = EnrolledAgent & { protection_id: string; repository_id: string }

/** With ten daily backups, of which its rules keep three, and its time before the outage. */
const protectedIn = async (time_zone: string): Promise<Protected> => {
  const agent = await enrolled(world, { machine: { machine_id: time_zone } })
  const repository_id = await newRepository(world, agent.server_id)
  const protection_id = await newFileProtection(ctx, agent.server_id, {
    schedule: JSON.stringify({ every: 'day', at: ['02:30'], time_zone }),
    retention: JSON.stringify({ daily: 3 }),
    next_run_at: isoPlusMs(ctx.clock.now(), dayMs / 24),
  })
  const one = { ...agent, protection_id, repository_id }
  for (let age = 10; age > 0; age -= 1) await succeed(one, isoPlusMs(ctx.clock.now(), -age * dayMs))
  return one
}

const succeed = ({ server_id, protection_id, repository_id }: Protected, taken_at: string) => {
  const ref = ctx.ids.secret(32)
  const what = { server_id, protection_id, repository_id, method: 'files', ref, run_id: `run_${ref}` } as const
  return recordRecoveryPoint(ctx, { ...what, taken_at, outcome: 'succeeded' })
}
const available = async ({ server_id }: Protected) =>
  (
    await ctx.db
      .selectFrom('recovery_points')
      .select('id')
      .where('server_id', '=', server_id)
      .where('state', '=', 'available')
      .execute()
  ).length
const heldOf = async ({ protection_id }: Protected) =>
  (
    await ctx.db
      .selectFrom('protections')
      .select('retention_held')
      .where('id', '=', protection_id)
      .executeTakeFirstOrThrow()
  ).retention_held

test('what was missed in thirty days becomes one backup, and nothing is deleted before one succeeds', async () => {
  // The middle of March: clocks change on both sides of the Atlantic while it is away.
  world.clock.advanceMs(Date.parse('2026-03-05T12:00:00.000Z') - ctx.clock.nowMs())
  const all: Protected[] = []
  for (const zone of zones) all.push(await protectedIn(zone))
  world.clock.advanceMs(away * dayMs)

  expect(await startDueBackups(ctx)).toEqual({ started: zones.length })
  expect(await startDueBackups(ctx)).toEqual({ started: 0 })
  for (const one of all) {
    expect((await listRuns(ctx, { server_id: one.server_id, kind: 'backup', limit: 50 })).data).toHaveLength(1)
    await applyRetention(ctx, one)
    expect(await heldOf(one)).toMatchObject({ code: 'nothing_succeeded_lately' })
    expect(await available(one)).toBe(10)
  }
  // A fresh success releases it.
  for (const one of all) {
    await succeed(one, ctx.clock.now())
    await applyRetention(ctx, one)
    expect(await heldOf(one)).toBeNull()
    expect(await available(one)).toBe(3)
  }
  sayHit(`long outage: ${zones.length} time zones, ${away} days, one backup each, nothing deleted before it succeeded`)
})

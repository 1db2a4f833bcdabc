import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestContext, type TestContext } from '../../../test/helpers/context.ts'
import { newFileServer } from '../../../test/helpers/file-servers.ts'
import { dayMs, isoPlusMs, toIso } from '../../lib/clock.ts'
import { recordRecoveryPoint } from '../../recovery-points/record-recovery-point.ts'
import { RunSchedule } from '../schedule/schema.ts'
import { outlookOf } from './outlook-of.ts'
import { previewRetention } from './preview-retention.ts'
import { releaseRetention } from './release-retention.ts'

let t: TestContext
beforeAll(async () => {
  t = await createTestContext()
})
afterAll(() => t.end())

test('a preview tells what goes, what stays until when, and what there will be in a year; it changes nothing', async () => {
  const { server_id, protection_id } = await newFileServer(t.ctx, t.house_id)
  const ids: string[] = []
  for (let age = 0; age < 6; age++) {
    const point = await recordRecoveryPoint(t.ctx, {
      server_id,
      protection_id,
      method: 'files',
      ref: `snapshot ${age}`,
      run_id: `run ${age}`,
      // 02:00 of this day and those before.
      taken_at: toIso(Date.parse('2026-01-15T02:00:00.000Z') - age * dayMs),
      outcome: 'succeeded',
    })
    ids.push(point.id)
  }
  const preview = await previewRetention(t.ctx, { server_id, method: 'files', rules: { daily: 4 } })
  expect(preview.held).toBeNull()
  expect(preview.keep.map((kept) => [kept.recovery_point_id, kept.because[0], kept.expires_at])).toEqual([
    [ids[0], 'daily 1 of 4', '2026-01-19T02:00:00.000Z'],
    [ids[1], 'daily 2 of 4', '2026-01-18T02:00:00.000Z'],
    [ids[2], 'daily 3 of 4', '2026-01-17T02:00:00.000Z'],
    [ids[3], 'daily 4 of 4', '2026-01-16T02:00:00.000Z'],
  ])
  expect(preview.forget.map(({ recovery_point_id }) => recovery_point_id)).toEqual(ids.slice(4))
  expect(preview.in_a_year).toEqual({ kept: 4, most: 4 })
  const long = { daily: 7, weekly: 4, monthly: 12 }
  const { in_a_year, forget } = await previewRetention(t.ctx, { server_id, method: 'files', rules: long })
  expect(forget).toEqual([])
  // Seven days, three weeks and eleven months before them, where one point is not two of these.
  expect(in_a_year?.kept).toBeGreaterThanOrEqual(19)
  expect(in_a_year?.kept).toBeLessThanOrEqual(23)
  const hourly = RunSchedule.parse({ every: 'hour', minute: 0, time_zone: 'UTC' })
  const often = { server_id, method: 'files' as const, rules: { hourly: 24, daily: 7 }, schedule: hourly }
  expect((await previewRetention(t.ctx, often)).in_a_year).toMatchObject({ most: 30 })
  const endless = { ...often, rules: { last: 10_000 } }
  expect((await previewRetention(t.ctx, endless)).in_a_year).toBeNull()
  expect(t.queue).toEqual([])
})

test('a release is kept with who and when, and puts retention to work', async () => {
  const { server_id, protection_id } = await newFileServer(t.ctx, t.house_id)
  const { released_at } = await releaseRetention(t.ctx, { server_id, method: 'files' })
  const row = await t.ctx.db
    .selectFrom('protections')
    .select('retention_released_at')
    .where('id', '=', protection_id)
    .executeTakeFirst()
  expect(row?.retention_released_at).toBe(released_at)
  expect(t.queue.at(-1)).toMatchObject({ task: 'maintenance.apply-retention', input: { protection_id } })
  await expect(releaseRetention(t.ctx, { server_id, method: 'snapshot' })).rejects.toMatchObject({ code: 'not_found' })
})

test('an expiry through a change of clocks is on the hour of the schedule', () => {
  const schedule = RunSchedule.parse({ every: 'day', at: ['02:00'], time_zone: 'Europe/Berlin' })
  const now = '2026-03-28T12:00:00.000Z'
  const point = { id: 'one', taken_at: isoPlusMs(now, -10 * 3_600_000), source: 'files', run_id: 'run', damaged: false }
  const { expires } = outlookOf([{ ...point, outcome: 'succeeded' }], { daily: 2 }, schedule, { now, look: 'expiries' })
  expect(expires.get('one')).toBe('2026-03-30T00:00:00.000Z')
})

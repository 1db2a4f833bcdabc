import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestContext, type TestContext } from '../../../test/helpers/context.ts'
import { newFileServer } from '../../../test/helpers/file-servers.ts'
import { dayMs, isoPlusMs, minuteMs } from '../../lib/clock.ts'
import { recordRecoveryPoint } from '../../recovery-points/record-recovery-point.ts'
import { readTimeline } from './read-timeline.ts'
import { recordedLetter } from './recorded-letter.ts'
import { listRecordedDays } from './timeline-queries.ts'

let t: TestContext
beforeAll(async () => {
  t = await createTestContext()
})
afterAll(() => t.end())

const daysAgo = (days: number) => isoPlusMs(t.clock.now(), -days * dayMs)

const newPoints = async (times: readonly string[], added_bytes: number) => {
  const { server_id, protection_id } = await newFileServer(t.ctx, t.house_id)
  for (const [at, taken_at] of times.entries())
    await recordRecoveryPoint(t.ctx, {
      server_id,
      protection_id,
      method: 'files',
      ref: `snapshot ${at} of ${server_id}`,
      run_id: `run ${at}`,
      taken_at,
      outcome: 'succeeded',
      added_bytes,
    })
  return { server_id, protection_id }
}

const newHistory = async (ages: readonly number[]) => {
  const { server_id, protection_id } = await newPoints(ages.map(daysAgo), 1_000)
  const old = isoPlusMs(t.clock.now(), -400 * dayMs)
  await t.ctx.db.updateTable('protections').set({ wanted_since: old }).where('id', '=', protection_id).execute()
  return { server_id, protection_id }
}

test('a letter for each day of a year, however many backups it has; the newest days as the strip judges them', async () => {
  const { server_id } = await newHistory([40, 40, 40, 2])
  const timeline = await readTimeline(t.ctx, { server_id })
  expect(timeline.lanes.map(({ method, days }) => [method, days.length])).toEqual([['files', 365]])
  expect(timeline.proof).toHaveLength(365)
  const [files] = timeline.lanes
  // Before the strip nothing is expected; within it every day is.
  expect(files?.days.slice(-42, -30)).toBe('npnnnnnnnnnn')
  expect(files?.days.slice(-4, -2)).toBe('mp')
  expect(timeline.added_bytes.at(-41)).toBe(3000)
  expect(timeline.added_bytes.at(-42)).toBeNull()
  expect(Date.parse(timeline.last_day) - Date.parse(timeline.first_day)).toBe(364 * dayMs)
})

test('reaches back to the first backup, two years at most', async () => {
  const { server_id } = await newHistory([400])
  expect((await readTimeline(t.ctx, { server_id })).lanes[0]?.days).toMatch(/^pn/)
  const { server_id: older } = await newHistory([1000])
  expect((await readTimeline(t.ctx, { server_id: older })).lanes[0]?.days).toHaveLength(730)
})

test('what is gone, let go or failed says so', () => {
  expect(recordedLetter(undefined, false)).toBe('n')
  expect(recordedLetter(undefined, true)).toBe('m')
  expect(recordedLetter('available', false)).toBe('p')
  expect(recordedLetter('available', true)).toBe('w')
  expect(recordedLetter('troubled', false)).toBe('w')
  expect(recordedLetter('forgotten', false)).toBe('e')
  expect(recordedLetter('forgotten', true)).toBe('m')
  expect(recordedLetter('gone', false)).toBe('x')
})

test('what stands on a day: trouble before what can be restored, that before what is gone or let go', async () => {
  const { server_id } = await newHistory([300, 300, 200, 200, 200, 150, 150, 100])
  const points = await t.ctx.db
    .selectFrom('recovery_points')
    .select(['id', 'taken_at'])
    .where('server_id', '=', server_id)
    .orderBy('ref')
    .execute()
  const change = (at: number, set: Record<string, unknown>) =>
    t.ctx.db
      .updateTable('recovery_points')
      .set(set)
      .where('id', '=', points[at]?.id ?? '')
      .execute()
  await change(0, { outcome: 'warning' })
  await change(2, { state: 'gone' })
  await change(3, { state: 'forgotten' })
  await change(5, { state: 'gone' })
  // One that warned before it was let go is only let go.
  await change(6, { state: 'forgotten', outcome: 'warning' })
  await change(7, { state: 'forgotten' })
  const { lanes } = await readTimeline(t.ctx, { server_id })
  const letters = [300, 200, 150, 100].map((age) => lanes[0]?.days.at(-1 - age))
  expect(letters).toEqual(['w', 'p', 'x', 'e'])
})

test("a day begins and ends with its zone's clocks, also where they go back over midnight or leave it out", async () => {
  const times = fc.sample(fc.integer({ min: 0, max: 364 * 24 * 12 }), 60).map((step) => step * 5)
  // 00:00 to 01:00 comes twice in Havana, 23:00 to 24:00 in Beirut; Cairo and Beirut have no 00:30 on one day in spring.
  const near = ['2025-11-02T03:30', '2025-11-02T04:30', '2025-11-02T05:30', '2025-11-02T06:30', '2025-10-25T20:30']
    .concat('2025-10-25T21:30', '2025-10-25T22:30', '2025-04-24T21:30', '2025-04-24T22:30', '2025-03-29T22:30')
    .map((at) => `${at}:00.000Z`)
  const taken = [...near, ...times.map((minutes) => isoPlusMs(daysAgo(364), minutes * minuteMs))]
  const { server_id } = await newPoints(taken, 1)
  const first_day = daysAgo(360).slice(0, 10)
  for (const time_zone of ['UTC', 'America/Havana', 'Asia/Beirut', 'Africa/Cairo', 'Asia/Kathmandu']) {
    const dayOf = (at: string) => new Intl.DateTimeFormat('sv', { timeZone: time_zone }).format(new Date(at))
    const wanted = new Map<string, number>()
    for (const at of taken) if (dayOf(at) >= first_day) wanted.set(dayOf(at), (wanted.get(dayOf(at)) ?? 0) + 1)
    const of = { server_id, time_zone, since: daysAgo(366), first_day, last_day: t.clock.now().slice(0, 10) }
    const days = await listRecordedDays(t.ctx.db, of)
    const shown = days.filter(({ day }) => day >= first_day)
    expect(new Map(shown.map(({ day, added_bytes }) => [day, added_bytes])), time_zone).toEqual(wanted)
  }
})

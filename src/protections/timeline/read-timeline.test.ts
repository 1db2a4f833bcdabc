import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestContext, type TestContext } from '../../../test/helpers/context.ts'
import { newFileServer } from '../../../test/helpers/file-servers.ts'
import { dayMs, isoPlusMs } from '../../lib/clock.ts'
import { recordRecoveryPoint } from '../../recovery-points/record-recovery-point.ts'
import { readTimeline } from './read-timeline.ts'
import { recordedLetter } from './recorded-letter.ts'

let t: TestContext
beforeAll(async () => {
  t = await createTestContext()
})
afterAll(() => t.end())

const daysAgo = (days: number) => isoPlusMs(t.clock.now(), -days * dayMs)

const newHistory = async (ages: readonly number[]) => {
  const { server_id, protection_id } = await newFileServer(t.ctx, t.house_id)
  for (const [at, age] of ages.entries())
    await recordRecoveryPoint(t.ctx, {
      server_id,
      protection_id,
      method: 'files',
      ref: `snapshot ${at} of ${server_id}`,
      run_id: `run ${at}`,
      taken_at: daysAgo(age),
      outcome: 'succeeded',
      added_bytes: 1000,
    })
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
  const day = { available: false, troubled: false, forgotten: false, gone: false }
  expect(recordedLetter(undefined, false)).toBe('n')
  expect(recordedLetter(undefined, true)).toBe('m')
  expect(recordedLetter({ ...day, available: true }, false)).toBe('p')
  expect(recordedLetter({ ...day, available: true }, true)).toBe('w')
  expect(recordedLetter({ ...day, available: true, troubled: true }, false)).toBe('w')
  expect(recordedLetter({ ...day, forgotten: true }, false)).toBe('e')
  expect(recordedLetter({ ...day, forgotten: true }, true)).toBe('m')
  expect(recordedLetter({ ...day, forgotten: true, gone: true }, false)).toBe('x')
})

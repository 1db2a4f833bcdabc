import { expect, test } from 'vitest'
import type { RecoveryPoint } from '../../../src/recovery-points/schema.ts'
import { type History, historyOfStrip, timelineOf, tracksOf } from './timeline-of.ts'

// Only what the timeline looks at; the rest of a recovery point has no bearing on it.
const point = (more: Partial<RecoveryPoint>) =>
  ({
    id: 'rcp_1',
    method: 'files',
    state: 'available',
    expired: false,
    outcome: 'succeeded',
    damage: null,
    proven_at: null,
    missing_since: null,
    taken_at: '2026-11-20T23:30:00Z',
    ...more,
  }) as RecoveryPoint

const native = { state: 'off', schedule: null, managed_in_panel: false, next_at: null } as const
const history: History = {
  time_zone: 'Europe/Berlin',
  first_day: '2026-10-23',
  lanes: [{ method: 'files', days: `${'n'.repeat(27)}emp` }],
  proof: `${'.'.repeat(29)}v`,
  added_bytes: [...Array.from({ length: 28 }, () => null), 0, 1000],
}
const base = {
  server: { provider: 'machine', native, protections: [], backups_enabled_at: null },
  history,
  window: { days: 30, ago: 0 },
  protections: [],
  points: [],
  reader_zone: 'Europe/Berlin',
} as const

test('a backup stands on the day that the clocks of its schedule show', () => {
  const data = timelineOf({ ...base, points: [point({}), point({ id: 'rcp_2', taken_at: '2026-11-20T22:30:00Z' })] })
  expect(data.lanes.map((lane) => lane.key)).toEqual(['files'])
  expect(data.lanes[0]?.points.map(({ day, time }) => [day, time])).toEqual([
    [29, '00:30'],
    [28, '23:30'],
  ])
  expect(data.added.slice(-3)).toEqual([null, 0, 1000])
  expect(data.days.at(-1)).toMatchObject({ date: '2026-11-21', weekday: 'Sa', weekend: true })
})

test("the times within a day are those of the reader's clock", () => {
  const one = { ...base, window: { days: 1, ago: 0 }, points: [point({})] }
  expect(timelineOf(one).hours.slice(0, 2)).toEqual(['00:00', '03:00'])
  const far = timelineOf({ ...one, reader_zone: 'America/New_York' })
  expect([far.hours[0], far.hours[7], far.lanes[0]?.points[0]?.time]).toEqual(['18:00', '15:00', '18:30'])
  expect(timelineOf(base).hours).toEqual([])
})

test('a drill stands at the backup it tried, as far as that is known', () => {
  const tried = point({ proven_at: '2026-11-21T06:00:00Z' })
  const other = point({ id: 'rcp_2', taken_at: '2026-11-21T11:00:00Z' })
  const proofs = (proof: string, points: RecoveryPoint[]) =>
    timelineOf({ ...base, history: { ...history, proof: `${'.'.repeat(29)}${proof}` }, points }).proofs.map((one) => [
      one.letter,
      one.point.id,
    ])
  expect(proofs('v', [tried, other])).toEqual([['v', 'rcp_1']])
  expect(proofs('x', [other])).toEqual([['x', 'rcp_2']])
  expect(proofs('x', [point({}), other])).toEqual([])
  expect(proofs('.', [tried])).toEqual([])
})

test('a window shows its own days with their marks', () => {
  const week = timelineOf({ ...base, window: { days: 7, ago: 0 } })
  expect(week.days).toHaveLength(7)
  expect([week.lanes[0]?.codes.join(''), week.proof]).toEqual(['nnnnemp', '......v'])
  const before = timelineOf({ ...base, window: { days: 7, ago: 2 }, points: [point({})] })
  expect([before.lanes[0]?.codes.join(''), before.days.at(-1)?.date]).toEqual(['nnnnnne', '2026-11-19'])
  expect(before.lanes[0]?.points).toEqual([])
  expect(before.today).toBe('2026-11-21')
})

test('a server of a provider has a lane for images, also while they are off', () => {
  const data = timelineOf({ ...base, server: { ...base.server, provider: 'digitalocean' } })
  expect(data.lanes.map(({ title, caption }) => [title, caption])).toEqual([
    ['Native', 'off'],
    ['Files', 'off'],
  ])
})

test('both kinds of images have a lane, and one track below', () => {
  const lanes: History['lanes'] = [
    { method: 'native', days: `${'n'.repeat(27)}mnp` },
    { method: 'snapshot', days: `${'n'.repeat(27)}mpm` },
    ...history.lanes,
  ]
  const data = timelineOf({ ...base, history: { ...history, lanes } })
  expect(data.lanes.map(({ key, codes }) => [key, codes.slice(-3).join('')])).toEqual([
    ['native', 'mnp'],
    ['snapshot', 'mpm'],
    ['files', 'emp'],
  ])
  const tracks = tracksOf(base.server, { ...history, lanes })
  expect(tracks.map(({ title, codes }) => [title, codes.slice(-3).join('')])).toEqual([
    ['Image', 'mpw'],
    ['Files', 'emp'],
  ])
  expect(tracksOf(base.server, history).map(({ title }) => title)).toEqual(['Files'])
})

test('until the history is here, the strip of the list fills its last month', () => {
  const strip = {
    image: 'n'.repeat(30),
    files: `${'n'.repeat(28)}mp`,
    proof: `${'.'.repeat(29)}v`,
    last_day: '2026-11-21',
  }
  const data = timelineOf({ ...base, history: historyOfStrip(strip) })
  expect([data.days[0]?.date, data.days.at(-1)?.date]).toEqual(['2026-10-23', '2026-11-21'])
  expect(data.lanes.map(({ codes }) => codes.slice(-2).join(''))).toEqual(['mp'])
})

test('backups that a provider goes on taking, wanted by nobody and listed by nobody, are a dot for each day', () => {
  const server = { ...base.server, provider: 'contabo', backups_enabled_at: '2026-11-20T10:00:00Z' }
  const images = (state: 'on' | 'off', unlisted = true) =>
    timelineOf({ ...base, server: { ...server, unlisted, native: { ...native, state } } }).lanes[0]?.codes.join('')
  expect(images('on')).toBe(`${'n'.repeat(28)}uu`)
  // Where the provider lists them there is simply none yet.
  expect(images('on', false)).toBe('n'.repeat(30))
  expect(images('off')).toBe('n'.repeat(30))
})

import { expect, test } from 'vitest'
import type { RunSchedule } from '../schedule/schema.ts'
import { rpoOf } from './rpo-of.ts'
import type { ServerStory } from './schema.ts'
import { stripOf } from './strip-of.ts'

const daily: RunSchedule = { every: 'day', at: ['02:00'], time_zone: 'Europe/Berlin' }
const point = (taken_at: string, extra: Partial<ServerStory['points'][number]> = {}) => ({
  method: 'files' as const,
  taken_at,
  state: 'available' as const,
  troubled: false,
  ...extra,
})
const files = { method: 'files' as const, schedule: daily, since: '2026-01-01T00:00:00.000Z', paused_since: null }
const stripAt = (now: string, extra: Partial<ServerStory>) =>
  stripOf({ now, time_zone: 'Europe/Berlin', protections: [files], points: [], run: null, drills: [], ...extra })
const lastFiles = (now: string, extra: Partial<ServerStory>, days = 4) => stripAt(now, extra).strip.files.slice(-days)

const at = (day: number, time = '01:10') => `2026-02-${String(day).padStart(2, '0')}T${time}:00.000Z`
const points = [16, 17, 18, 19, 20].map((day) => point(at(day)))

test('thirty letters, the last of today', () => {
  const { strip } = stripAt(at(20, '12:00'), { points })
  expect(strip).toEqual({
    image: 'n'.repeat(30),
    files: `${'m'.repeat(25)}ppppp`,
    proof: '.'.repeat(30),
    last_day: '2026-02-20',
  })
  // Late in the evening it is tomorrow in Berlin already.
  expect(stripAt(at(20, '23:30'), { points }).strip.last_day).toBe('2026-02-21')
})

test('today: not yet due, running, missed after its grace, or at once when the run failed', () => {
  const until19 = points.slice(0, 4)
  expect(lastFiles(at(20, '00:10'), { points: until19 })).toBe('pppo')
  expect(lastFiles(at(20, '03:00'), { points: until19 })).toBe('pppo')
  expect(lastFiles(at(20, '08:01'), { points: until19 })).toBe('pppm')
  expect(lastFiles(at(20, '01:30'), { points: until19, run: { state: 'running', at: at(20, '01:00') } })).toBe('pppr')
  expect(lastFiles(at(20, '01:30'), { points: until19, run: { state: 'failed', at: at(20, '01:00') } })).toBe('pppm')
  expect(stripAt(at(20, '03:00'), { points: until19 }).changes_at).toBe(at(20, '08:00'))
  expect(stripAt(at(20, '12:00'), { points }).changes_at).toBe(at(20, '23:00'))
})

test('warnings, what retention took and what the provider lost', () => {
  expect(
    lastFiles(at(20, '12:00'), {
      points: [
        point(at(17), { state: 'forgotten' }),
        point(at(18), { state: 'gone' }),
        point(at(19), { troubled: true }),
        point(at(20)),
      ],
    }),
  ).toBe('exwp')
})

test('some of a day missed is a warning while something of it is there', () => {
  const twice: RunSchedule = { every: 'day', at: ['02:00', '14:00'], time_zone: 'Europe/Berlin' }
  const protections = [{ ...files, schedule: twice }]
  const both = [point(at(18)), point(at(18, '13:05')), point(at(19)), point(at(20))]
  expect(lastFiles(at(20, '09:00'), { protections, points: both }, 3)).toBe('pwp')
})

test('what is taken soon after midnight belongs to the evening before', () => {
  const late: RunSchedule = { every: 'day', at: ['23:50'], time_zone: 'Europe/Berlin' }
  const protections = [{ ...files, schedule: late, since: at(16, '00:00') }]
  const taken = [16, 17, 18, 19].map((day) => point(at(day, '23:20')))
  expect(lastFiles(at(20, '12:00'), { protections, points: taken }, 6)).toBe('nppppo')
})

test('nothing before it was wanted, and nothing while it is paused', () => {
  const young = [{ ...files, since: at(18, '12:00') }]
  expect(lastFiles(at(20, '12:00'), { protections: young, points: points.slice(3) })).toBe('nnpp')
  const paused = [{ ...files, paused_since: at(18, '12:00') }]
  expect(lastFiles(at(20, '12:00'), { protections: paused, points: points.slice(0, 2) }, 5)).toBe('ppmzz')
  expect(lastFiles(at(20, '12:00'), { protections: [], points: points.slice(0, 2) }, 5)).toBe('ppnnn')
})

test('a provider that lists nothing, and drills', () => {
  const native = { method: 'native' as const, schedule: null, since: at(18, '12:00'), paused_since: null }
  const { strip } = stripAt(at(20, '12:00'), {
    protections: [files, native],
    points,
    drills: [
      { taken_at: at(18), passed: true },
      { taken_at: at(19), passed: false },
    ],
  })
  expect(strip.image.slice(-5)).toBe('nnuuu')
  expect(strip.proof.slice(-4)).toBe('.vx.')
})

test('weekly: the days between are none', () => {
  const weekly: RunSchedule = { every: 'week', weekdays: ['friday'], at: ['02:00'], time_zone: 'Europe/Berlin' }
  expect(
    lastFiles(at(21, '12:00'), { protections: [{ ...files, schedule: weekly }], points: [point(at(20))] }, 9),
  ).toBe('mnnnnnnpn')
})

test('RPO: met, late, missed; before the first one the schedule counts', () => {
  const protection = { schedule: daily, since: at(18, '12:00') }
  expect(rpoOf(protection, at(19), at(20, '02:00'))).toEqual({ status: 'met', changes_at: at(20, '02:10') })
  expect(rpoOf(protection, at(19), at(20, '02:10'))).toEqual({ status: 'at_risk', changes_at: at(20, '08:10') })
  expect(rpoOf(protection, at(19), at(20, '08:10'))).toEqual({ status: 'missed', changes_at: null })
  expect(rpoOf(protection, null, at(18, '13:00'))).toEqual({ status: 'met', changes_at: at(19, '02:00') })
  expect(rpoOf(protection, null, at(19, '08:00'))).toEqual({ status: 'missed', changes_at: null })
})

test('the provider’s own backups are waited for through its window, and no run of ours says anything of them', () => {
  const schedule: RunSchedule = { every: 'day', at: ['04:00'], time_zone: 'UTC' }
  const native = { method: 'native' as const, schedule, slack_ms: 8 * 3_600_000, since: at(1), paused_since: null }
  const until19 = [17, 18, 19].map((day) => point(at(day, '05:11'), { method: 'native' }))
  const image = (now: string, extra: Partial<ServerStory> = {}) =>
    stripOf({ now, time_zone: 'UTC', protections: [native], points: until19, run: null, drills: [], ...extra }).strip
      .image
  expect(image(at(20, '12:30')).slice(-4)).toBe('pppo')
  expect(image(at(20, '19:30')).slice(-4)).toBe('pppm')
  for (const state of ['running', 'failed'] as const)
    expect(image(at(20, '12:30'), { run: { state, at: at(20, '12:00') } }).slice(-4)).toBe('pppo')
  const rpo = (now: string) =>
    rpoOf({ schedule, since: native.since, slack_ms: native.slack_ms }, at(19, '05:11'), now).status
  expect([rpo(at(20, '12:30')), rpo(at(20, '15:00')), rpo(at(21))]).toEqual(['met', 'at_risk', 'missed'])
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { minuteMs, toIso } from '../../lib/clock.ts'
import { cadenceOf } from './cadence-of.ts'
import { dueState } from './due-state.ts'
import { nextRun } from './next-run.ts'
import { RunSchedule } from './schema.ts'

const berlin = { time_zone: 'Europe/Berlin' }
const parse = (schedule: object): RunSchedule => RunSchedule.parse(schedule)
const runs = (schedule: object, after: string, count: number): string[] => {
  const parsed = parse(schedule)
  const found: string[] = []
  for (let at = after; found.length < count; found.push(at)) at = nextRun(parsed, at)
  return found.map((at) => at.slice(0, 16))
}

test.each([
  [
    'a plain day',
    { every: 'day', at: ['02:00'], ...berlin },
    '2026-01-15T12:00:00.000Z',
    ['2026-01-16T01:00', '2026-01-17T01:00'],
  ],
  [
    'times in any order, doubled',
    { every: 'day', at: ['14:30', '02:00', '14:30'], ...berlin },
    '2026-01-15T12:00:00.000Z',
    ['2026-01-15T13:30', '2026-01-16T01:00'],
  ],
  [
    'a time in the gap comes right after it',
    { every: 'day', at: ['02:30'], ...berlin },
    '2026-03-28T00:00:00.000Z',
    ['2026-03-28T01:30', '2026-03-29T01:30', '2026-03-30T00:30'],
  ],
  [
    'a doubled time comes the first time',
    { every: 'day', at: ['02:30'], ...berlin },
    '2026-10-24T00:00:00.000Z',
    ['2026-10-24T00:30', '2026-10-25T00:30', '2026-10-26T01:30'],
  ],
  [
    'two times that the gap makes one',
    { every: 'day', at: ['02:30', '03:30'], ...berlin },
    '2026-03-28T12:00:00.000Z',
    ['2026-03-29T01:30', '2026-03-30T00:30'],
  ],
  [
    'a time after the gap that is sooner than one in it',
    { every: 'day', at: ['02:30', '03:00'], ...berlin },
    '2026-03-28T12:00:00.000Z',
    ['2026-03-29T01:00', '2026-03-29T01:30', '2026-03-30T00:30'],
  ],
  [
    'midnight in the gap',
    { every: 'day', at: ['00:00'], time_zone: 'Africa/Cairo' },
    '2026-04-22T12:00:00.000Z',
    ['2026-04-22T22:00', '2026-04-23T22:00', '2026-04-24T21:00'],
  ],
  [
    'by the hour through both changes',
    { every: 'hour', minute: 15, ...berlin },
    '2026-10-24T23:30:00.000Z',
    ['2026-10-25T00:15', '2026-10-25T01:15', '2026-10-25T02:15'],
  ],
  [
    'every six hours',
    { every: 'hour', minute: 0, every_hours: 6, ...berlin },
    '2026-10-24T21:00:00.000Z',
    ['2026-10-24T22:00', '2026-10-25T05:00', '2026-10-25T11:00'],
  ],
  [
    'within office hours',
    { every: 'hour', minute: 0, between: { from: '08:00', to: '10:00' }, time_zone: 'UTC' },
    '2026-01-15T09:30:00.000Z',
    ['2026-01-15T10:00', '2026-01-16T08:00'],
  ],
  [
    'over midnight',
    { every: 'hour', minute: 0, between: { from: '23:00', to: '01:00' }, time_zone: 'UTC' },
    '2026-01-15T09:30:00.000Z',
    ['2026-01-15T23:00', '2026-01-16T00:00', '2026-01-16T01:00', '2026-01-16T23:00'],
  ],
  [
    'weekdays',
    { every: 'week', weekdays: ['monday', 'friday'], at: ['02:00'], time_zone: 'UTC' },
    '2026-01-15T12:00:00.000Z',
    ['2026-01-16T02:00', '2026-01-19T02:00', '2026-01-23T02:00'],
  ],
  [
    'the last day of leap and other months',
    { every: 'month', days: ['last'], at: ['02:00'], time_zone: 'UTC' },
    '2028-01-31T12:00:00.000Z',
    ['2028-02-29T02:00', '2028-03-31T02:00', '2028-04-30T02:00'],
  ],
  [
    'a day that a month does not have',
    { every: 'month', days: [30, 31], at: ['02:00'], time_zone: 'UTC' },
    '2027-01-31T12:00:00.000Z',
    ['2027-02-28T02:00', '2027-03-30T02:00', '2027-03-31T02:00'],
  ],
  [
    'cron',
    { cron: '*/30 2 * * mon-fri', time_zone: 'UTC' },
    '2026-01-16T02:10:00.000Z',
    ['2026-01-16T02:30', '2026-01-19T02:00'],
  ],
  [
    'cron: day of month or of week',
    { cron: '0 2 1 * 1', time_zone: 'UTC' },
    '2026-01-27T00:00:00.000Z',
    ['2026-02-01T02:00', '2026-02-02T02:00'],
  ],
  ['cron: leap days', { cron: '0 2 29 2 *', time_zone: 'UTC' }, '2096-03-01T00:00:00.000Z', ['2104-02-29T02:00']],
  [
    'half an hour back',
    { every: 'hour', minute: 45, time_zone: 'Australia/Lord_Howe' },
    '2026-04-04T13:50:00.000Z',
    ['2026-04-04T14:45', '2026-04-04T16:15'],
  ],
])('%s', (_, schedule, after, expected) => {
  expect(runs(schedule, after, expected.length)).toEqual(expected)
})

test.each([
  [{ every: 'day', at: ['24:00'], time_zone: 'UTC' }],
  [{ every: 'day', at: ['02:00'], time_zone: 'Europe/Atlantis' }],
  [{ every: 'day', at: ['02:00'], time_zone: '+02:00' }],
  [{ every: 'day', at: [], time_zone: 'UTC' }],
  [{ every: 'day', at: ['02:00'] }],
  [{ cron: '0 2 30 2 *', time_zone: 'UTC' }],
  [{ cron: '0 0 2 * * *', time_zone: 'UTC' }],
  [{ cron: '@daily', time_zone: 'UTC' }],
  [{ cron: '0 2 * * 1', every: 'day', time_zone: 'UTC' }],
])('%j is refused', (schedule) => {
  expect(RunSchedule.safeParse(schedule).success).toBe(false)
})

test('the jitter of a key is always the same, never before the time, and spreads', () => {
  const daily = parse({ every: 'day', at: ['02:00'], time_zone: 'UTC' })
  const delays = Array.from({ length: 400 }, (_, index) => {
    const jitter = { jitter_key: `prt_${index}`, jitter_minutes: 60 }
    const first = nextRun(daily, '2026-01-15T12:00:00.000Z', jitter)
    const delay = Date.parse(first) - Date.parse('2026-01-16T02:00:00.000Z')
    // Between the nominal time and its own, the run is still to come.
    expect(nextRun(daily, '2026-01-16T02:00:00.000Z', { ...jitter, jitter_minutes: 60 })).toBe(
      delay === 0 ? toIso(Date.parse('2026-01-17T02:00:00.000Z')) : first,
    )
    expect(Date.parse(nextRun(daily, first, jitter)) - Date.parse(first)).toBe(86_400_000)
    return delay
  })
  expect(Math.min(...delays)).toBeGreaterThanOrEqual(0)
  expect(Math.max(...delays)).toBeLessThan(60 * minuteMs)
  expect(new Set(delays.map((delay) => Math.floor(delay / minuteMs))).size).toBeGreaterThan(50)
})

test('missed times become one run', () => {
  const daily = parse({ every: 'day', at: ['02:00'], time_zone: 'UTC' })
  const next = '2026-01-16T02:00:00.000Z'
  expect(dueState(daily, null, '2026-01-15T12:00:00.000Z')).toEqual({ due: false, missed: 0, next_run_at: next })
  expect(dueState(daily, next, '2026-01-16T01:59:59.999Z')).toEqual({ due: false, missed: 0, next_run_at: next })
  expect(dueState(daily, next, next)).toEqual({ due: true, missed: 0, next_run_at: '2026-01-17T02:00:00.000Z' })
  expect(dueState(daily, next, '2026-02-15T12:00:00.000Z')).toEqual({
    due: true,
    missed: 30,
    next_run_at: '2026-02-16T02:00:00.000Z',
  })
})

test.each([
  [{ every: 'hour', minute: 0, time_zone: 'UTC' }, 1],
  [{ every: 'hour', minute: 0, between: { from: '08:00', to: '18:00' }, time_zone: 'UTC' }, 14],
  [{ every: 'day', at: ['02:00'], time_zone: 'UTC' }, 24],
  [{ every: 'week', weekdays: ['monday', 'friday'], at: ['02:00'], time_zone: 'UTC' }, 4 * 24],
  [{ every: 'month', days: [1], at: ['02:00'], time_zone: 'UTC' }, 31 * 24],
  [{ every: 'month', days: ['last'], at: ['02:00'], time_zone: 'UTC' }, 31 * 24],
  [{ every: 'week', weekdays: ['sunday'], at: ['02:00', '14:00'], time_zone: 'UTC' }, 6.5 * 24],
  [{ cron: '0 2 1 1 *', time_zone: 'UTC' }, 365 * 24],
])('the longest pause of %j is %d hours', (schedule, hours) => {
  expect(cadenceOf(parse(schedule))).toBe(hours * 3_600_000)
})

/** What a zone's clocks show, by Intl alone: another road than the product's. */
const wallClock = (zone: string) => {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' })
  return (ms: number) => format.format(ms)
}

test('in every zone, over two years: once a day, whatever the clocks do', () => {
  const zones = Intl.supportedValuesOf('timeZone')
  const anyTime = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  fc.assert(
    fc.property(fc.constantFrom(...zones), anyTime, (zone, [hour, minute]) => {
      const time = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
      const schedule = parse({ every: 'day', at: [time], time_zone: zone })
      const show = wallClock(zone)
      let at = nextRun(schedule, '2026-01-10T12:00:00.000Z')
      for (let count = 0; count < 731; count++) {
        const next = nextRun(schedule, at)
        const day = show(Date.parse(at)).slice(0, 10)
        // The next calendar day, at the time itself or, where that was left out, later on the clock.
        const following = toIso(Date.parse(`${day}T12:00:00.000Z`) + 86_400_000).slice(0, 10)
        const shown = show(Date.parse(next))
        expect(shown.slice(0, 10)).toBe(following)
        if (shown.slice(11) !== time) {
          expect(shown.slice(11) > time).toBe(true)
          expect(show(Date.parse(next) - 3 * 3_600_000).slice(11) < time || hour < 3).toBe(true)
        }
        at = next
      }
    }),
    { numRuns: 40 },
  )
})

test('equal to a search by minutes around every change of clocks', () => {
  const zones = [
    'Europe/Berlin',
    'America/New_York',
    'Africa/Cairo',
    'America/Havana',
    'Australia/Lord_Howe',
    'Pacific/Chatham',
    'America/Santiago',
    'Africa/Casablanca',
    'Asia/Beirut',
  ]
  const changes = zones.flatMap((zone) => changesOf(zone).map((at) => ({ zone, at })))
  expect(changes.length).toBeGreaterThan(30)
  const oneIn = fc.record({ change: fc.constantFrom(...changes), hours: fc.integer({ min: -30, max: 4 }) })
  fc.assert(
    fc.property(oneIn, fc.integer({ min: -200, max: 200 }), ({ change: { zone, at }, hours }, minutes) => {
      const from = at + hours * 3_600_000
      // Times of day close to the change.
      const time = wallClock(zone)(at + minutes * minuteMs).slice(11)
      const schedule = parse({ every: 'day', at: [time], time_zone: zone })
      expect(Date.parse(nextRun(schedule, toIso(from)))).toBe(searchByMinutes(zone, time, from))
    }),
    { numRuns: 300 },
  )
})

/** The hours of two years after which a zone's clocks are elsewhere than before. */
const changesOf = (zone: string): number[] => {
  const show = wallClock(zone)
  const start = Date.parse('2026-01-01T00:00:00.000Z')
  const offset = (at: number) => asUtc(show(at)) - at
  return Array.from({ length: 731 * 24 }, (_, hour) => start + hour * 3_600_000).filter(
    (at) => offset(at) !== offset(at - 3_600_000),
  )
}

/** The first minute after `from` that shows the time for the first time that day, or, on a day without it, the minute as far behind the gap. */
const searchByMinutes = (zone: string, time: string, from: number): number => {
  const show = wallClock(zone)
  const begin = from - 26 * 3_600_000
  const seen = new Set<string>()
  let previous = show(begin)
  seen.add(previous)
  for (let at = begin + minuteMs; at < from + 52 * 3_600_000; at += minuteMs) {
    const shown = show(at)
    const isNew = !seen.has(shown)
    seen.add(shown)
    const jump = (asUtc(shown) - asUtc(previous)) / minuteMs
    if (jump > 1) {
      for (let left = 1; left < jump; left++) {
        const skipped = toIso(asUtc(previous) + left * minuteMs)
        if (skipped.slice(11, 16) === time && at + (left - 1) * minuteMs > from) return at + (left - 1) * minuteMs
      }
    }
    if (isNew && shown.slice(11) === time && at > from) return at
    previous = shown
  }
  throw new Error('not found')
}
const asUtc = (shown: string) => Date.parse(`${shown.replace(' ', 'T')}:00.000Z`)

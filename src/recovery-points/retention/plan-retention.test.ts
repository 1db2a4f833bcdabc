import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayMs, hourMs, toIso } from '../../lib/clock.ts'
import { planRetention } from './plan-retention.ts'
import { type RetentionPoint, RetentionRules } from './schema.ts'
import { simulateRetention } from './simulate-retention.ts'

const now = '2026-04-20T12:00:00.000Z'
const times = { now, time_zone: 'UTC', cadence_ms: dayMs, released_at: null }
const point = (id: string, taken_at: string, extra: Partial<RetentionPoint> = {}): RetentionPoint => ({
  id,
  taken_at,
  source: 'files',
  run_id: `run_${id}`,
  outcome: 'succeeded',
  warning: null,
  damaged: false,
  acknowledged_at: null,
  ...extra,
})
const warning = { outcome: 'warning', warning: { code: 'shrunk', message: 'Half as much as before.' } } as const
/** One a day at 02:00, newest first: d0 is today's. */
const daily = (count: number, from = 0, extra: Partial<RetentionPoint> = {}): RetentionPoint[] =>
  Array.from({ length: count }, (_, index) =>
    point(`d${from + index}`, toIso(Date.parse('2026-04-20T02:00:00.000Z') - (from + index) * dayMs), extra),
  )
const plan = (points: RetentionPoint[], rules: RetentionRules, extra: Partial<typeof times> = {}) =>
  planRetention(points, rules, { ...times, ...extra })

test('the way back from a restore takes no other backup’s place, and stays for its time', () => {
  const spoiled = point('s', '2026-04-20T09:00:00.000Z', { safety: true, kept_until: '2026-04-27T09:00:00.000Z' })
  const later = point('t', '2026-04-20T10:00:00.000Z', { safety: true, kept_until: '2026-04-27T10:00:00.000Z' })
  const { keep, forget, held } = plan([later, spoiled, ...daily(3)], { daily: 2 })
  expect(held).toBeNull()
  expect(forget).toEqual(['d2'])
  expect(keep.map(({ id }) => id)).toEqual(['t', 's', 'd0', 'd1'])
  expect(keep[1]?.because).toEqual(['the way back from a restore: kept until 2026-04-27'])
  expect(keep[2]?.because).toEqual(['daily 1 of 2'])
})

test('the reasons are told in words, and what no rule keeps goes', () => {
  const { keep, forget, held } = plan(daily(20), { daily: 3, weekly: 2, within: { days: 2 } })
  expect(held).toBeNull()
  expect(keep).toEqual([
    { id: 'd0', because: ['daily 1 of 3', 'weekly 1 of 2', 'within 2 days'] },
    { id: 'd1', because: ['daily 2 of 3', 'weekly 2 of 2', 'within 2 days'] },
    { id: 'd2', because: ['daily 3 of 3'] },
  ])
  expect(forget).toHaveLength(17)
})

test('without rules everything is kept', () => {
  expect(plan(daily(3), {})).toMatchObject({ forget: [], keep: [{ because: ['no rule limits how long'] }, {}, {}] })
})

test('the day is that of the protection’s zone', () => {
  const points = [point('late', '2026-04-19T23:30:00.000Z'), point('early', '2026-04-19T21:30:00.000Z')]
  expect(plan(points, { daily: 5 }).keep.map(({ id }) => id)).toEqual(['late', 'early'])
  expect(plan(points, { daily: 1 }).forget).toEqual(['early'])
  // In Berlin one is of the 20th already, the other of the 19th.
  expect(plan(points, { daily: 2 }, { time_zone: 'Europe/Berlin' }).keep.map(({ because }) => because)).toEqual([
    ['daily 1 of 2'],
    ['daily 2 of 2'],
  ])
})

test('a dump beside the files is counted by itself', () => {
  const dumps = daily(5, 0, { source: 'postgresql:shop' }).map((dump) => ({ ...dump, id: `dump ${dump.id}` }))
  const { keep, forget } = plan([...daily(5), ...dumps], { daily: 2 })
  expect(keep.map(({ id }) => id).sort()).toEqual(['d0', 'd1', 'dump d0', 'dump d1'])
  expect(forget).toHaveLength(6)
})

test('a warning displaces no good one and holds everything back until somebody looked', () => {
  const points = [...daily(2, 0, warning), ...daily(5, 2)]
  const held = plan(points, { daily: 3 })
  expect(held.held?.code).toBe('warnings_not_acknowledged')
  expect(held).toMatchObject({ forget: [], would_forget: ['d5', 'd6'] })
  expect(held.keep).toHaveLength(7)
  expect(held.keep[0]).toEqual({ id: 'd0', because: ['waits until somebody has looked at it'] })
  expect(held.keep.at(-1)?.because).toEqual(['only because retention is held'])

  const looked = points.map((point) => ({ ...point, acknowledged_at: now }))
  const { keep, forget } = plan(looked, { daily: 3 })
  // The three good ones, and the two warnings beside them.
  expect(keep.map(({ id }) => id)).toEqual(['d0', 'd1', 'd2', 'd3', 'd4'])
  expect(keep[0]?.because).toEqual(['beside the good ones: daily 1 of 3'])
  expect(forget).toEqual(['d5', 'd6'])
})

test('a damaged one counts for nothing', () => {
  const points = [point('damaged', '2026-04-20T03:00:00.000Z', { damaged: true, acknowledged_at: now }), ...daily(2)]
  const { keep, forget } = plan(points, { last: 1 })
  expect(keep.map(({ id }) => id)).toEqual(['damaged', 'd0'])
  expect(forget).toEqual(['d1'])
})

test('a run that was tried twice counts once, and holds nothing up', () => {
  const points = [point('again', '2026-04-20T03:00:00.000Z', { run_id: 'run_d0' }), ...daily(3)]
  const { keep, forget, held } = plan(points, { last: 2 })
  expect(held).toBeNull()
  expect(keep.map(({ id }) => id)).toEqual(['again', 'd0', 'd1'])
  expect(forget).toEqual(['d2'])
})

test('after a month of silence nothing goes until a fresh success or a person says so', () => {
  const old = daily(40, 30)
  const silent = plan(old, { daily: 7 })
  expect(silent).toMatchObject({ forget: [], held: { code: 'nothing_succeeded_lately' } })
  expect(silent.held?.message).toContain('30 days old')
  expect(silent.would_forget).toHaveLength(33)
  expect(plan(old, { daily: 7 }, { released_at: '2026-04-20T11:00:00.000Z' } as object).forget).toHaveLength(33)
  // A release does not last for ever.
  expect(plan(old, { daily: 7 }, { released_at: '2026-04-10T11:00:00.000Z' } as object).forget).toEqual([])
  expect(plan([...daily(1), ...old], { daily: 7 }).forget).toHaveLength(34)
  // A weekly backup may be three weeks late before that.
  expect(plan(daily(40, 20), { daily: 7 }, { cadence_ms: 7 * dayMs }).held).toBeNull()
})

test('before a first success nothing goes, and a good one that no rule keeps stays all the same', () => {
  const looked = daily(4, 0, { ...warning, acknowledged_at: now })
  expect(plan(looked, { last: 1 })).toMatchObject({ forget: [], held: { code: 'nothing_succeeded_yet' } })
  expect(plan([], { last: 1 })).toMatchObject({ keep: [], forget: [] })
})

test('rules as restic knows them, nothing else', () => {
  expect(RetentionRules.safeParse({ daily: 0 }).success).toBe(false)
  expect(RetentionRules.safeParse({ daily: -1 }).success).toBe(false)
  expect(RetentionRules.safeParse({ within: {} }).success).toBe(false)
  expect(RetentionRules.safeParse({ dayly: 3 }).success).toBe(false)
  expect(RetentionRules.parse({ yearly: 'all', within_daily: { months: 1 } })).toBeTruthy()
})

const anyPoint = fc.record({
  age: fc.integer({ min: 0, max: 2_000 }),
  source: fc.constantFrom('files', 'postgresql:shop'),
  run: fc.option(fc.integer({ min: 0, max: 30 })),
  warning: fc.boolean(),
  damaged: fc.boolean(),
  acknowledged: fc.boolean(),
})
const anyRules: fc.Arbitrary<RetentionRules> = fc.record(
  { last: fc.integer({ min: 1, max: 5 }), daily: fc.integer({ min: 1, max: 9 }), monthly: fc.constant('all' as const) },
  { requiredKeys: [] },
)

test('whatever there is: each point is kept or let go, the newest good one stays, and what is not good changes nothing for the good', () => {
  fc.assert(
    fc.property(fc.array(anyPoint, { maxLength: 60 }), anyRules, (made, rules) => {
      const points = made.map((one, index) =>
        point(`p${index}`, toIso(Date.parse(now) - one.age * hourMs), {
          source: one.source,
          run_id: one.run === null ? null : `run_${one.run} ${index}`,
          outcome: one.warning ? 'warning' : 'succeeded',
          damaged: one.damaged,
          acknowledged_at: one.acknowledged ? now : null,
        }),
      )
      const good = points.filter((p) => p.run_id !== null && p.outcome === 'succeeded' && !p.damaged)
      const all = plan(points, rules)
      const alone = plan(good, rules)
      expect([...all.keep.map(({ id }) => id), ...all.forget].sort()).toEqual(points.map(({ id }) => id).sort())
      const newest = [...good].sort((a, b) => (a.taken_at < b.taken_at ? 1 : -1))[0]
      if (newest !== undefined) expect(all.would_forget).not.toContain(newest.id)
      const goodIds = new Set(good.map(({ id }) => id))
      expect(all.would_forget.filter((id) => goodIds.has(id)).sort()).toEqual([...alone.would_forget].sort())
      if (points.some((p) => !goodIds.has(p.id) && p.acknowledged_at === null)) expect(all.forget).toEqual([])
      // What was decided once is decided the same way after it was done.
      if (all.held === null) {
        const left = points.filter(({ id }) => !all.forget.includes(id))
        expect(plan(left, rules).forget).toEqual([])
      }
    }),
    { numRuns: 300 },
  )
})

test('played forward: each goes on the day that its place is taken', () => {
  const clock = (days: number) => Date.parse('2026-04-20T02:00:00.000Z') + days * dayMs
  const given = Array.from({ length: 5 }, (_, index) => ({ id: `d${index}`, clock: clock(-index) }))
  const upcoming = Array.from({ length: 400 }, (_, index) => clock(index + 1))
  const limits = { until: clock(365), only_given: false, steps: 1_000 }
  const simple = simulateRetention(given, { daily: 5 }, upcoming, limits)
  expect(Object.fromEntries(simple.goes_at)).toEqual({
    d0: clock(5),
    d1: clock(4),
    d2: clock(3),
    d3: clock(2),
    d4: clock(1),
  })
  expect(simple).toMatchObject({ kept: 5, most: 5 })
  const long = simulateRetention(given, { daily: 7, weekly: 4, monthly: 12 }, upcoming, limits)
  expect(long.kept).toBeGreaterThanOrEqual(7 + 3 + 10)
  // A whole year is not enough to see what the twelve months keep.
  expect(long.goes_at.has('d0')).toBe(true)
})

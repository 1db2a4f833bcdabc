import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayMs, hourMs, toIso } from '../../src/lib/clock.ts'
import { planRetention } from '../../src/recovery-points/retention/plan-retention.ts'
import { type Duration, type RetentionPoint, RetentionRules } from '../../src/recovery-points/retention/schema.ts'
import { forgetPreviewArgs, type KeepPolicy } from '../../src/restic/args/forget-args.ts'
import { forgetGroups } from '../../src/restic/documents.ts'
import { readResticJson } from '../../src/restic/read-restic-json.ts'
import { forgeSnapshots } from '../helpers/forge-snapshots.ts'
import { type TestRepository, testRepository } from '../helpers/restic.ts'

const zone = 'America/New_York'
const end = Date.parse('2026-04-20T12:00:00.000Z')

/** The time as restic on a machine in that zone writes it, with the offset of the day. */
const inZone = (at: number): string => {
  const shown = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'medium',
  }).format(at)
  const minutes = Math.round((Date.parse(`${shown.replace(' ', 'T')}.000Z`) - at) / 60_000)
  const offset = `${minutes < 0 ? '-' : '+'}${String(Math.floor(Math.abs(minutes) / 60)).padStart(2, '0')}:${String(Math.abs(minutes) % 60).padStart(2, '0')}`
  return `${shown.replace(' ', 'T')}${offset}`
}

/** Crowded near the end, thin years before, as histories are. */
const times = fc
  .uniqueArray(
    fc.oneof(
      fc.integer({ min: 0, max: 80 * 3_600 }),
      fc.integer({ min: 0, max: 70 * 86_400 }),
      fc.integer({ min: 0, max: 4 * 366 * 86_400 }),
    ),
    { minLength: 150, maxLength: 200 },
  )
  .map((ages) => ages.map((seconds) => end - seconds * 1_000))

const count = fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined, freq: 2 })
const duration = fc.option(
  fc
    .record({
      years: fc.option(fc.integer({ min: 1, max: 2 }), { nil: undefined }),
      months: fc.option(fc.integer({ min: 1, max: 14 }), { nil: undefined }),
      days: fc.option(fc.integer({ min: 1, max: 45 }), { nil: undefined }),
      hours: fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined }),
    })
    .filter((parts) => Object.values(parts).some((part) => part !== undefined)),
  { nil: undefined, freq: 1 },
)
const anyRules = fc
  .record({
    last: count,
    hourly: count,
    daily: count,
    weekly: count,
    monthly: count,
    yearly: count,
    within: duration,
    within_hourly: duration,
    within_daily: duration,
    within_weekly: duration,
    within_monthly: duration,
    within_yearly: duration,
  })
  .filter((rules) => Object.values(rules).some((rule) => rule !== undefined))
  // As a body of JSON has it: what is not said is not there.
  .map((rules) => RetentionRules.parse(JSON.parse(JSON.stringify(rules))))

const letters = { years: 'y', months: 'm', days: 'd', hours: 'h' } as const
const asText = (duration: Duration | undefined) =>
  duration === undefined
    ? undefined
    : (['years', 'months', 'days', 'hours'] as const)
        .map((unit) => (duration[unit] === undefined ? '' : `${duration[unit]}${letters[unit]}`))
        .join('')

const asPolicy = (rules: RetentionRules): KeepPolicy => {
  const given = Object.entries(rules).map(([name, rule]) => [name, typeof rule === 'object' ? asText(rule) : rule])
  return JSON.parse(JSON.stringify(Object.fromEntries(given)))
}

const keptByRestic = async ({ binary, access, environment }: TestRepository, rules: RetentionRules) => {
  const { value } = await readResticJson({
    binary,
    environment: { ...environment, TZ: zone },
    args: forgetPreviewArgs({ ...access, keep: asPolicy(rules), group_by: '' }),
    schema: forgetGroups,
  })
  if (value === null) throw new Error('restic did not answer')
  return value.flatMap(({ keep }) => keep.map(({ id }) => id)).sort()
}

const point = (id: string, at: number): RetentionPoint => ({
  id,
  taken_at: toIso(at),
  source: 'files',
  run_id: `run_${id}`,
  outcome: 'succeeded',
  warning: null,
  damaged: false,
  acknowledged_at: null,
})

test.for([1, 2])(
  'what is kept is what restic would keep, where times are honest (history %d)',
  { timeout: 120_000 },
  async (seed) => {
    const [history = []] = fc.sample(times, { seed, numRuns: 1 })
    const repository = await testRepository()
    const snapshots = history.map((at) => ({ time: inZone(at), hostname: 'web-1', paths: ['/srv'] }))
    const ids = await forgeSnapshots(repository, snapshots)
    const points = ids.map((id, index) => point(id, history[index] ?? 0))
    const plan = (rules: RetentionRules) =>
      planRetention(points, rules, { now: toIso(end), time_zone: zone, cadence_ms: dayMs, released_at: null })
    for (const rules of fc.sample(anyRules, { seed, numRuns: 14 })) {
      const { keep, forget, held } = plan(rules)
      expect(held).toBeNull()
      expect(keep.map(({ id }) => id).sort(), JSON.stringify(rules)).toEqual(await keptByRestic(repository, rules))
      expect(keep.length + forget.length).toBe(points.length)
    }
  },
)

test('a thousand forged snapshots: restic would delete everything genuine, Backstay nothing', async () => {
  const repository = await testRepository()
  const genuineTimes = Array.from({ length: 30 }, (_, day) => end - day * dayMs - hourMs)
  const forgedTimes = Array.from({ length: 1_000 }, (_, index) => end + index * 7 * dayMs)
  const genuine = await forgeSnapshots(
    repository,
    genuineTimes.map((at) => ({ time: toIso(at), hostname: 'web-1', paths: ['/srv'] })),
  )
  const forged = await forgeSnapshots(
    repository,
    forgedTimes.map((at, index) => ({
      time: toIso(at),
      hostname: index % 2 === 0 ? 'web-1' : `host-${index}`,
      paths: ['/srv'],
      tags: index % 3 === 0 ? ['backstay'] : [],
    })),
  )
  const rules: RetentionRules = { daily: 30, monthly: 3 }
  const byRestic = await keptByRestic(repository, rules)
  expect(genuine.filter((id) => byRestic.includes(id)).length).toBeLessThan(3)

  // The gateway took them in within a minute; that is what counts, and that no run asked for them.
  const points = [
    ...genuine.map((id, index) => point(id, genuineTimes[index] ?? 0)),
    ...forged.map((id, index) => ({ ...point(id, end - index), run_id: null })),
  ]
  const plan = planRetention(points, rules, { now: toIso(end), time_zone: zone, cadence_ms: dayMs, released_at: null })
  expect(plan.forget).toEqual([])
  expect(plan.would_forget).toEqual([])
  expect(plan.held?.code).toBe('unsolicited_recovery_points')
  expect(plan.alarms).toMatchObject([{ code: 'unsolicited_recovery_points' }])
  expect(plan.alarms[0]?.recovery_point_ids).toHaveLength(1_000)

  // Even when somebody waves them through, they take no genuine one's place.
  const waved = points.map((point) => ({ ...point, acknowledged_at: point.run_id === null ? toIso(end) : null }))
  const after = planRetention(waved, rules, { now: toIso(end), time_zone: zone, cadence_ms: dayMs, released_at: null })
  expect(after.held).toBeNull()
  expect(genuine.filter((id) => after.forget.includes(id))).toEqual([])
  expect(after.forget.length).toBeGreaterThan(900)

  // As part of a run that we did ask for, they are no better.
  const smuggled = points.map((point) => (point.run_id === null ? { ...point, run_id: `run_${genuine[0]}` } : point))
  const third = planRetention(smuggled, rules, {
    now: toIso(end),
    time_zone: zone,
    cadence_ms: dayMs,
    released_at: null,
  })
  expect(third.forget).toEqual([])
  expect(third.alarms).toHaveLength(1)
})

import { dayMs } from '../../lib/clock.ts'
import { clockTime } from '../../recovery-points/retention/clock-time.ts'
import { upcomingClockTimes } from '../schedule/upcoming-clock-times.ts'
import { deadlinesOf } from './deadlines-of.ts'
import type { ExpectedProtection } from './schema.ts'

/** Times are clock times of the strip's zone, as if they were UTC. */
export type Expected = { day: number; state: 'kept' | 'missed' | 'pending' | 'paused' }

type Clocks = {
  /** First and last day of the strip. */
  first: number
  today: number
  now: number
  zone: string
  failed_at: number | null
}

export type ExpectedTimes = {
  expected: Expected[]
  /** Points that came after midnight for a time before it. */
  earlier: Map<number, number>
  /** When the next of those still to come counts as missed. */
  next_deadline: number | null
}

// What is taken within this time after midnight may still be yesterday's.
const afterMidnight = dayMs / 4

/**
 * What became of each time of a schedule within the days of a strip. A time is kept by what arrives before the next one. `points` are
 * the times of what its method made, rising.
 */
export const expectedTimes = (
  protection: ExpectedProtection,
  points: readonly number[],
  clocks: Clocks,
): ExpectedTimes => {
  const { schedule } = protection
  const result: ExpectedTimes = { expected: [], earlier: new Map(), next_deadline: null }
  if (schedule === null) return result
  const { missed_ms } = deadlinesOf(schedule, protection.slack_ms)
  const since = clockTime(Date.parse(protection.since), clocks.zone)
  const paused = protection.paused_since === null ? null : clockTime(Date.parse(protection.paused_since), clocks.zone)
  const times = timesOf(protection, Math.max(since, clocks.first * dayMs - 1), (clocks.today + 1) * dayMs)
  let next = 0
  for (const [index, time] of times.entries()) {
    const end = times[index + 1] ?? Number.POSITIVE_INFINITY
    while ((points[next] ?? end) < time) next++
    const point = points[next]
    const day = Math.floor(time / dayMs)
    if (point !== undefined && point < end) {
      if (Math.floor(point / dayMs) === day + 1 && point - time <= afterMidnight) result.earlier.set(point, day)
      result.expected.push({ day, state: 'kept' })
      continue
    }
    if (paused !== null && time >= paused) {
      result.expected.push({ day, state: 'paused' })
      continue
    }
    const failed =
      protection.method !== 'native' && clocks.failed_at !== null && clocks.failed_at >= time && clocks.failed_at < end
    const missed = failed || clocks.now >= time + missed_ms
    result.expected.push({ day, state: missed ? 'missed' : 'pending' })
    if (!missed) result.next_deadline ??= time + missed_ms
  }
  return result
}

const timesOf = ({ schedule }: ExpectedProtection, after: number, before: number): number[] => {
  const times: number[] = []
  if (schedule === null) return times
  for (const time of upcomingClockTimes(schedule, after)) {
    if (time >= before) return times
    times.push(time)
  }
  return times
}

import { dayMs, toIso } from '../../lib/clock.ts'
import { clockTime } from '../../recovery-points/retention/clock-time.ts'
import { instantOfClockTime } from '../../recovery-points/retention/instant-of-clock-time.ts'
import type { RetentionPoint, RetentionRules } from '../../recovery-points/retention/schema.ts'
import { type SimulationLimits, simulateRetention } from '../../recovery-points/retention/simulate-retention.ts'
import type { RunSchedule } from '../schedule/schema.ts'
import { upcomingClockTimes } from '../schedule/upcoming-clock-times.ts'

export type OutlookPoint = Pick<
  RetentionPoint,
  'id' | 'taken_at' | 'source' | 'run_id' | 'outcome' | 'damaged' | 'kept_until' | 'safety'
>
export type Outlook = {
  /** When each goes; without an entry it is too far off to say. */
  expires: Map<string, string>
  kept: number
  most: number
  /** False when rules keep too many to look so far ahead. */
  complete: boolean
}

const yearDays = 366
// Ten years of daily backups, or five months of hourly ones.
const mostSteps = 3_660

/**
 * What becomes of good recovery points when every backup of the schedule succeeds. `expiries` looks until all that are there now
 * are gone, as far as it is worth it; `year` one year ahead.
 */
export const outlookOf = (
  all: readonly OutlookPoint[],
  rules: RetentionRules,
  schedule: RunSchedule,
  { now, look }: { now: string; look: 'expiries' | 'year' },
): Outlook => {
  const points = all.filter((point) => point.run_id !== null && point.outcome === 'succeeded' && !point.damaged)
  const zone = schedule.time_zone
  const clock = clockTime(Date.parse(now), zone)
  const limits: SimulationLimits =
    look === 'year'
      ? { until: clock + yearDays * dayMs, only_given: false, steps: yearDays * 24 }
      : { until: Number.POSITIVE_INFINITY, only_given: true, steps: mostSteps }
  const outlook: Outlook = { expires: new Map(), kept: 0, most: 0, complete: true }
  const sources = new Set(points.map(({ source }) => source))
  // Before the first backup there will be one series at least.
  if (sources.size === 0) sources.add('files')
  for (const source of sources) {
    const own = points.filter((point) => point.source === source)
    const given = own.map(({ id, taken_at, safety }) => ({ id, clock: clockTime(Date.parse(taken_at), zone), safety }))
    const simulate = (some: typeof given) => simulateRetention(some, rules, upcomingClockTimes(schedule, clock), limits)
    const found = simulate(given.filter(({ safety }) => safety !== true))
    // Ways back from restores take nobody's place, and go when they would if they were counted.
    const beside = given.some(({ safety }) => safety === true) ? simulate(given) : found
    for (const { id } of given) {
      const at = found.goes_at.get(id) ?? beside.goes_at.get(id)
      if (at !== undefined) outlook.expires.set(id, toIso(instantOfClockTime(at, zone)))
    }
    for (const { id, kept_until = null } of points) {
      const goes = outlook.expires.get(id)
      if (goes !== undefined && kept_until !== null && kept_until > goes) outlook.expires.set(id, kept_until)
    }
    outlook.kept += found.kept
    outlook.most += found.most
    outlook.complete &&= found.complete
  }
  return outlook
}

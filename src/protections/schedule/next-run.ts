import { Temporal } from 'temporal-polyfill'
import { dayMs, hourMs, minuteMs, toIso } from '../../lib/clock.ts'
import { calendarDay } from './calendar-day.ts'
import { jitterDelay } from './jitter-delay.ts'
import { type Pattern, patternOf } from './pattern-of.ts'
import type { Jitter, RunSchedule } from './schema.ts'

// The 29th of February is away for eight years around 2100; on one weekday, for forty.
const farthestDays = 41 * 366
// Clocks have never been changed by more, but for zones that crossed the date line.
const longestChange = 3 * hourMs

/**
 * The first time after `after_iso` at which a schedule comes true, in UTC. Once a period, also when clocks change: a time that is
 * left out comes true right after the gap, one that comes twice does so the first time (by-the-hour schedules run again in
 * an hour that comes again). The jitter delays every time of one key alike, so none is left out or doubled by it.
 */
export const nextRun = (schedule: RunSchedule, after_iso: string, jitter?: Jitter): string => {
  const delay = jitter === undefined ? 0 : jitterDelay(jitter)
  const after = Date.parse(after_iso) - delay
  const pattern = patternOf(schedule)
  const zone = schedule.time_zone
  const local = Temporal.Instant.fromEpochMilliseconds(after).toZonedDateTimeISO(zone)
  const clock = Date.UTC(local.year, local.month - 1, local.day, local.hour, local.minute) - longestChange
  const first = Math.floor(clock / dayMs)
  for (let number = first; number < first + farthestDays; number++) {
    if (!pattern.isDay(calendarDay(number))) continue
    const found = firstOfDay(pattern, zone, { midnight: number * dayMs, clock, after })
    if (found !== null) return toIso(found + delay)
  }
  throw new Error(`a schedule never comes true: ${JSON.stringify(schedule)}`)
}

/** `midnight` and `clock`, before which nothing need be looked at, are clock times as if they were UTC. */
const firstOfDay = (
  pattern: Pattern,
  zone: string,
  { midnight, clock, after }: { midnight: number; clock: number; after: number },
): number | null => {
  let first: number | null = null
  let looked = 0
  for (const minute of pattern.minutes) {
    const shown = midnight + minute * minuteMs
    if (shown < clock) continue
    // Around a change of clocks, a later time of day may be the sooner one.
    if (first !== null && shown > looked + longestChange) break
    for (const at of instantsOf(zone, shown, pattern.hourly)) {
      if (at <= after || (first !== null && at >= first)) continue
      first = at
      looked = shown
    }
  }
  return first
}

/** When a zone's clocks show this time: mostly once. */
const instantsOf = (zone: string, clock: number, hourly: boolean): number[] => {
  const date = new Date(clock)
  const plain = new Temporal.PlainDateTime(
    date.getUTCFullYear(),
    date.getUTCMonth() + 1,
    date.getUTCDate(),
    date.getUTCHours(),
    date.getUTCMinutes(),
  )
  const { epochMilliseconds: at } = plain.toZonedDateTime(zone, { disambiguation: 'compatible' })
  if (!hourly) return [at]
  const { epochMilliseconds: again } = plain.toZonedDateTime(zone, { disambiguation: 'later' })
  // Where clocks go back by half an hour only, no hour comes again.
  return again >= at + hourMs ? [at, again] : [at]
}

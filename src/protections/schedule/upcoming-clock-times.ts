import { dayMs, minuteMs } from '../../lib/clock.ts'
import { calendarDay } from './calendar-day.ts'
import { patternOf } from './pattern-of.ts'
import type { RunSchedule } from './schema.ts'

/** The times of a schedule after `clock`, as the clocks of its zone show them, in milliseconds as if they were UTC; without end. */
export function* upcomingClockTimes(schedule: RunSchedule, clock: number): Generator<number, void, undefined> {
  const { isDay, minutes } = patternOf(schedule)
  for (let number = Math.floor(clock / dayMs); ; number++) {
    if (!isDay(calendarDay(number))) continue
    for (const minute of minutes) {
      const at = number * dayMs + minute * minuteMs
      if (at > clock) yield at
    }
  }
}

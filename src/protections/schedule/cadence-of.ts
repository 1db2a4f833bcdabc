import { minuteMs } from '../../lib/clock.ts'
import { calendarDay } from './calendar-day.ts'
import { patternOf } from './pattern-of.ts'
import type { RunSchedule } from './schema.ts'

// From a fixed day on (2026-01-01), so that the answer is the same every day: as many as have the longest pause among them.
const firstDay = 20_454
const daysOf = { hour: 3, day: 3, week: 15, month: 100, cron: 430 } as const
const dayMinutes = 24 * 60

/** The longest pause between two times of a schedule, in milliseconds: what one may expect of it at least. */
export const cadenceOf = (schedule: RunSchedule): number => {
  const { isDay, minutes } = patternOf(schedule)
  const days = daysOf['cron' in schedule ? 'cron' : schedule.every]
  let longest = 0
  let last: number | null = null
  for (let number = firstDay; number < firstDay + days; number++) {
    if (!isDay(calendarDay(number))) continue
    for (const minute of minutes) {
      const at = number * dayMinutes + minute
      if (last !== null) longest = Math.max(longest, at - last)
      last = at
    }
  }
  // Less often than once a year.
  return (longest === 0 ? days * dayMinutes : longest) * minuteMs
}

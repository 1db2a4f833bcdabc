import { calendarDay } from '../schedule/calendar-day.ts'
import { patternOf } from '../schedule/pattern-of.ts'
import type { RunSchedule } from '../schedule/schema.ts'

// Any fixed days will do (from 2026-01-01 on), as long as a year's seasons are among them.
const firstDay = 20_454
const yearDays = 366

/** The most that a schedule makes within so many days: as many are there at once when each is kept that long. */
export const countKept = (schedule: 'day' | 'week' | RunSchedule, days: number): number => {
  if (schedule === 'day') return days
  if (schedule === 'week') return Math.ceil(days / 7)
  const { isDay, minutes } = patternOf(schedule)
  const made = Array.from({ length: days + yearDays }, (_, index) =>
    isDay(calendarDay(firstDay + index)) ? minutes.length : 0,
  )
  let within = made.slice(0, days).reduce((sum, one) => sum + one, 0)
  let most = within
  for (let index = days; index < made.length; index++) {
    within += (made[index] ?? 0) - (made[index - days] ?? 0)
    most = Math.max(most, within)
  }
  return most
}

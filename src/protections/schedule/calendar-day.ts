import { dayMs } from '../../lib/clock.ts'
import type { CalendarDay } from './pattern-of.ts'

/** A day by its number since 1970-01-01. */
export const calendarDay = (number: number): CalendarDay => {
  const date = new Date(number * dayMs)
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0))
  return {
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    weekday: date.getUTCDay(),
    days_in_month: last.getUTCDate(),
  }
}

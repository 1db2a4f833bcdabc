import { CronExpressionParser } from 'cron-parser'
import { type RunSchedule, weekdays } from './schema.ts'

/** A day of the calendar, without a time zone. `weekday` 0 is Sunday. */
export type CalendarDay = { month: number; day: number; weekday: number; days_in_month: number }

/** A schedule as days and minutes of the day, in the clock time of its zone. */
export type Pattern = {
  isDay(day: CalendarDay): boolean
  /** Minutes since midnight, rising, each once. */
  minutes: readonly number[]
  /** It runs by the hour: when clocks go back, the hour that comes again counts again. */
  hourly: boolean
}

/** The days and times of day at which a schedule comes true. */
export const patternOf = (schedule: RunSchedule): Pattern => {
  if ('cron' in schedule) return cronPattern(schedule.cron)
  switch (schedule.every) {
    case 'hour':
      return { isDay: () => true, minutes: hourlyMinutes(schedule), hourly: (schedule.every_hours ?? 1) === 1 }
    case 'day':
      return { isDay: () => true, minutes: minutesOf(schedule.at), hourly: false }
    case 'week': {
      const wanted = schedule.weekdays.map((name) => weekdays.indexOf(name))
      return { isDay: ({ weekday }) => wanted.includes(weekday), minutes: minutesOf(schedule.at), hourly: false }
    }
    case 'month':
      return {
        isDay: ({ day, days_in_month }) =>
          schedule.days.some((wanted) => day === (wanted === 'last' ? days_in_month : Math.min(wanted, days_in_month))),
        minutes: minutesOf(schedule.at),
        hourly: false,
      }
  }
}

const minuteOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
const rising = (values: readonly number[]) => [...new Set(values)].sort((a, b) => a - b)
const minutesOf = (times: readonly string[]) => rising(times.map(minuteOf))

const hourlyMinutes = (schedule: Extract<RunSchedule, { every: 'hour' }>): number[] => {
  const step = schedule.every_hours ?? 1
  const all = Array.from({ length: 24 / step }, (_, index) => index * step * 60 + schedule.minute)
  if (schedule.between === undefined) return all
  const from = minuteOf(schedule.between.from)
  const to = minuteOf(schedule.between.to)
  const inside = all.filter((minute) => (from <= to ? minute >= from && minute <= to : minute >= from || minute <= to))
  // A window that no full hour falls into: its beginning is meant.
  return inside.length > 0 ? inside : [from]
}

const cronPattern = (expression: string): Pattern => {
  const { minute, hour, dayOfMonth, month, dayOfWeek } = CronExpressionParser.parse(expression).fields
  const months = month.values.map(Number)
  const days = dayOfMonth.values.map(Number)
  const weekdays = dayOfWeek.values.map((value) => Number(value) % 7)
  const isDay: Pattern['isDay'] = (day) => {
    if (!months.includes(day.month)) return false
    const byDay = days.includes(day.day)
    const byWeekday = weekdays.includes(day.weekday)
    // As cron has it: where both are limited, either will do.
    return dayOfMonth.isWildcard || dayOfWeek.isWildcard ? byDay && byWeekday : byDay || byWeekday
  }
  const hours = hour.values.map(Number)
  const minutes = rising(hours.flatMap((h) => minute.values.map((m) => h * 60 + Number(m))))
  return { isDay, minutes, hourly: hour.isWildcard }
}

import { formatDate } from './format-date.ts'

/** A day of the calendar, the same in every zone: from 2026-11-18 to 18 Nov; with the year when it is not this one. */
export function formatDay(day: string, { now }: { now: Date }): string {
  return formatDate(`${day}T12:00:00Z`, { now, timeZone: 'UTC' })
}

import { dayMs, hourMs } from '../../lib/clock.ts'
import type { Period } from './schema.ts'

/** A recovery point with the hour, day, week, month and year it belongs to in the zone of its protection. */
export type DatedPoint = { id: string; at: number; clock: number; period: Readonly<Record<Period, number>> }

// 1970-01-01 was a Thursday; weeks begin on Monday.
const daysBeforeMonday = 3

/** `clock` is the time that clocks there show, as if it were UTC. */
export const datedPoint = (id: string, at: number, clock: number): DatedPoint => {
  const date = new Date(clock)
  const day = Math.floor(clock / dayMs)
  const year = date.getUTCFullYear()
  const period = {
    hourly: Math.floor(clock / hourMs),
    daily: day,
    weekly: Math.floor((day + daysBeforeMonday) / 7),
    monthly: year * 12 + date.getUTCMonth(),
    yearly: year,
  }
  return { id, at, clock, period }
}

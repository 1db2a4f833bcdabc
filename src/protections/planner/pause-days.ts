import { dayMs } from '../../lib/clock.ts'
import { cadenceOf } from '../schedule/cadence-of.ts'
import type { RunSchedule } from '../schedule/schema.ts'

/** The longest pause between two backups, in days. */
export const pauseDays = (schedule: 'day' | 'week' | RunSchedule): number => {
  if (schedule === 'day') return 1
  return schedule === 'week' ? 7 : cadenceOf(schedule) / dayMs
}

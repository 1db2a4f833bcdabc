import { hourMs } from '../../lib/clock.ts'
import { cadenceOf } from '../schedule/cadence-of.ts'
import type { RunSchedule } from '../schedule/schema.ts'

const mostTolerance = hourMs
const leastGrace = hourMs
const mostGrace = 12 * hourMs

export type Deadlines = {
  /** The longest pause between two times of the schedule. */
  cadence_ms: number
  /** After a time of the schedule a backup is late: the jitter and its own duration are over. */
  late_ms: number
  /** After a time of the schedule it counts as missed. */
  missed_ms: number
}

/** When a backup that a schedule asked for is late, and when it is missed. */
export const deadlinesOf = (schedule: RunSchedule, slack_ms = 0): Deadlines => {
  const cadence_ms = cadenceOf(schedule)
  const late_ms = Math.min(mostTolerance, cadence_ms) + slack_ms
  const grace = Math.min(Math.max(cadence_ms / 4, leastGrace), mostGrace)
  return { cadence_ms, late_ms, missed_ms: late_ms + grace }
}

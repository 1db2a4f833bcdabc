import { isoPlusMs } from '../../lib/clock.ts'
import { nextRun } from '../schedule/next-run.ts'
import type { RunSchedule } from '../schedule/schema.ts'
import { deadlinesOf } from './deadlines-of.ts'

export type Rpo = {
  status: 'met' | 'at_risk' | 'missed'
  /** When it will be another if nothing comes; null when it is the worst already. */
  changes_at: string | null
}

/**
 * How old the newest good recovery point may be: as old as the schedule's longest pause. Then the next is late (`at_risk`), and
 * when its grace is over too, missed. Before the first one, the first time of the schedule counts.
 */
export const rpoOf = (
  { schedule, since, slack_ms = 0 }: { schedule: RunSchedule; since: string; slack_ms?: number },
  newestGood: string | null,
  now: string,
): Rpo => {
  const { cadence_ms, late_ms, missed_ms } = deadlinesOf(schedule, slack_ms)
  const due = newestGood === null ? nextRun(schedule, since) : isoPlusMs(newestGood, cadence_ms)
  const late = isoPlusMs(due, late_ms)
  const missed = isoPlusMs(due, missed_ms)
  if (now < late) return { status: 'met', changes_at: late }
  return now < missed ? { status: 'at_risk', changes_at: missed } : { status: 'missed', changes_at: null }
}

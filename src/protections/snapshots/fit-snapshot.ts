import type { SnapshotCapability } from '../../providers/provider.ts'
import type { RetentionRules } from '../../recovery-points/retention/schema.ts'
import { keptDays } from '../planner/kept-days.ts'
import type { RunSchedule } from '../schedule/schema.ts'

export type SnapshotFit = { retention_days: number; schedule: RunSchedule; retention: RetentionRules }

const nightly: RunSchedule = { every: 'day', at: ['02:00'], time_zone: 'UTC' }
const weekly: RunSchedule = { every: 'week', weekdays: ['sunday'], at: ['02:00'], time_zone: 'UTC' }

/**
 * How snapshots would keep what a plan promises: so that there is always one at least that old. By the schedule that is asked for; without
 * one each night where their number is not limited, in slots as often as these reach, daily or weekly. Null where none does, or the
 * provider deletes them before. No days at all: as an added method that keeps what it can.
 */
export const fitSnapshot = (
  { slots, life_days }: Pick<SnapshotCapability, 'slots' | 'life_days'>,
  size: string | null,
  promised_days: number,
  asked: RunSchedule | null = null,
): SnapshotFit | null => {
  const count = typeof slots === 'function' ? slots(size) : slots
  if (count === 0) return null
  const retention: RetentionRules = count === null ? { daily: Math.max(1, promised_days) } : { last: count }
  // A single slot is empty while the new one is made: the less often, the better.
  const schedules = asked !== null ? [asked] : count === 1 ? [weekly] : [nightly, weekly]
  const schedule = schedules.find(
    (one) => keptDays({ schedule: one, rules: retention, slots: count, life_days }, promised_days) >= promised_days,
  )
  return schedule === undefined ? null : { retention_days: promised_days, schedule, retention }
}

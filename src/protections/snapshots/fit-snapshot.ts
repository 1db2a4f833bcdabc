import type { SnapshotCapability } from '../../providers/provider.ts'
import type { RetentionRules } from '../../recovery-points/retention/schema.ts'
import type { RunSchedule } from '../schedule/schema.ts'

export type SnapshotFit = { retention_days: number; schedule: RunSchedule; retention: RetentionRules }

const nightly: RunSchedule = { every: 'day', at: ['02:00'], time_zone: 'UTC' }
const weekly: RunSchedule = { every: 'week', weekdays: ['sunday'], at: ['02:00'], time_zone: 'UTC' }

/**
 * How snapshots would keep what a plan promises: so that there is always one at least that old. Each night where their number is not
 * limited; in slots as often as these reach, daily or weekly. Null where neither does, or the provider deletes them before.
 */
export const fitSnapshot = (
  { slots, life_days }: Pick<SnapshotCapability, 'slots' | 'life_days'>,
  size: string | null,
  promised_days: number,
): SnapshotFit | null => {
  if (life_days !== null && life_days < promised_days) return null
  const count = typeof slots === 'function' ? slots(size) : slots
  if (count === null) return { retention_days: promised_days, schedule: nightly, retention: { daily: promised_days } }
  // Just before the oldest goes, one slot less reaches back.
  const steps = count - 1
  const schedule = steps >= promised_days ? nightly : steps * 7 >= promised_days ? weekly : null
  return schedule && { retention_days: promised_days, schedule, retention: { last: count } }
}

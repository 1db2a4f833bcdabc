import type { NativeSchedule, NativeState } from '../provider.ts'
import { isoOfUtc } from './provider-time.ts'
import type { BackupSchedule } from './schemas.ts'

/** Vultr counts from 1, Sunday. */
const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const

export type ScheduleSeen = Pick<NativeState, 'schedule' | 'managed_in_panel' | 'next_at'>

export const noSchedule: ScheduleSeen = { schedule: null, managed_in_panel: false, next_at: null }

/** A schedule in our words; one that is not enabled is none. */
export const scheduleOf = (seen: BackupSchedule | null): ScheduleSeen => {
  if (seen === null || seen.enabled === false || seen.type === null) return noSchedule
  const schedule = ours(seen)
  return { schedule, managed_in_panel: schedule === null, next_at: isoOfUtc(seen.next_scheduled_time_utc) }
}

const ours = ({ type, hour, dow }: BackupSchedule): NativeSchedule | null => {
  const at = hour === null || !Number.isInteger(hour) || hour < 0 || hour > 23 ? {} : { hour }
  if (type === 'daily') return { every: 'day', ...at }
  if (type !== 'weekly') return null
  const weekday = dow === null ? undefined : weekdays[dow - 1]
  return { every: 'week', ...(weekday === undefined ? {} : { weekday }), ...at }
}

/** What Vultr is sent; what is left open stays at its choice. */
export const scheduleBody = ({ every, weekday, hour }: NativeSchedule) => ({
  type: every === 'day' ? 'daily' : 'weekly',
  ...(hour === undefined ? {} : { hour }),
  ...(every === 'day' || weekday === undefined ? {} : { dow: weekdays.indexOf(weekday) + 1 }),
})

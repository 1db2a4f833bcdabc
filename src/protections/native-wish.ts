import type { NativeCapability, NativeSchedule } from '../providers/provider.ts'
import { nextRun } from './schedule/next-run.ts'
import { type RunSchedule, weekdays } from './schedule/schema.ts'

/**
 * What a provider is told of a schedule: once a day or once a week, in the window that holds the time, whose hours are those of UTC as the
 * clocks stand now. Null where the provider offers no such choice.
 */
export const nativeWish = (
  schedule: RunSchedule,
  { schedules, hours }: Pick<NativeCapability, 'schedules' | 'hours'>,
  now: string,
): NativeSchedule | null => {
  if ('cron' in schedule || (schedule.every !== 'day' && schedule.every !== 'week')) return null
  const { every } = schedule
  if (!schedules.includes(every) || schedule.at.length !== 1) return null
  if (schedule.every === 'week' && schedule.weekdays.length !== 1) return null
  const next = new Date(nextRun(schedule, now))
  // Before the first window of a day the last one of the day before is still open; which day that is matters to nobody but the week.
  const begun = hours.filter((hour) => hour <= next.getUTCHours())
  const hour = begun.length > 0 ? Math.max(...begun) : hours.length > 0 ? Math.min(...hours) : undefined
  const weekday = every === 'week' ? weekdays[next.getUTCDay()] : undefined
  return { every, ...(weekday === undefined ? {} : { weekday }), ...(hour === undefined ? {} : { hour }) }
}

import type { RunSchedule } from '../../../src/protections/schedule/schema.ts'
import { formatCount } from '../format/format-count.ts'

/** How often one is wanted: one backup a day, 2 backups a week, one every 6 hours. */
export function wishWords(schedule: RunSchedule): string {
  if ('cron' in schedule) return 'backups at those times'
  const times = schedule.every === 'hour' ? 1 : schedule.at.length
  if (schedule.every === 'hour')
    return schedule.between
      ? 'backups at those hours'
      : `one backup ${schedule.every_hours === undefined || schedule.every_hours === 1 ? 'an hour' : `every ${schedule.every_hours} hours`}`
  const many =
    times *
    (schedule.every === 'week' ? schedule.weekdays.length : schedule.every === 'month' ? schedule.days.length : 1)
  return `${many === 1 ? 'one backup' : `${formatCount(many)} backups`} a ${schedule.every}`
}

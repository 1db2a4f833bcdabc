import type { Protection } from '../../../src/protections/schema.ts'
import { formatPlural } from '../format/format-plural.ts'

type Schedule = NonNullable<Protection['schedule']>
type Rules = NonNullable<Protection['retention']>

/** When a server's files are backed up: "daily at 02:00, UTC". */
export function scheduleText(schedule: Schedule): string {
  return `${timesOf(schedule)}, ${schedule.time_zone}`
}

function timesOf(schedule: Schedule): string {
  if ('cron' in schedule) return `cron ${schedule.cron}`
  if (schedule.every === 'hour') {
    const minute = String(schedule.minute).padStart(2, '0')
    return (schedule.every_hours ?? 1) === 1
      ? `hourly at :${minute}`
      : `every ${schedule.every_hours} hours at :${minute}`
  }
  const at = schedule.at.join(', ')
  if (schedule.every === 'day') return `daily at ${at}`
  if (schedule.every === 'week') return `weekly, ${schedule.weekdays.join(', ')} at ${at}`
  return `monthly, day ${schedule.days.join(', ')} at ${at}`
}

const periods = ['last', 'hourly', 'daily', 'weekly', 'monthly', 'yearly'] as const

/** What is kept of them: "14 daily, 8 weekly". */
export function retentionText(rules: Rules): string {
  const counted = periods.flatMap((period) => {
    const count = rules[period]
    return count === undefined ? [] : [count === 'all' ? `all ${period}` : `${count} ${period}`]
  })
  if (rules.within?.days !== undefined) counted.push(`everything of ${formatPlural(rules.within.days, 'day')}`)
  return counted.length === 0 ? 'everything' : counted.join(', ')
}

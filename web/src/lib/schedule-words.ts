import type { RunSchedule } from '../../../src/protections/schedule/schema.ts'
import type { Duration, RetentionRules } from '../../../src/recovery-points/retention/schema.ts'
import { listWords } from './list-words.ts'
import { durationText } from './retention-form.ts'

const capital = (word: string) => word.slice(0, 1).toUpperCase() + word.slice(1)

/** When backups are made, without the time zone: daily 02:00, Mondays and Fridays 02:00. */
export function scheduleWords(schedule: RunSchedule): string {
  if ('cron' in schedule) return `cron ${schedule.cron}`
  if (schedule.every === 'hour') {
    const every = schedule.every_hours ?? 1
    const minute = `:${String(schedule.minute).padStart(2, '0')}`
    const between = schedule.between ? `, ${schedule.between.from} to ${schedule.between.to}` : ''
    return `${every === 1 ? 'hourly' : `every ${every} hours`} at ${minute}${between}`
  }
  const at = listWords(schedule.at, 4)
  if (schedule.every === 'day') return `daily ${at}`
  if (schedule.every === 'week')
    return `${listWords(
      schedule.weekdays.map((day) => `${capital(day)}s`),
      4,
    )} ${at}`
  const days = schedule.days.map((day) => (day === 'last' ? 'the last day' : `${day}.`))
  return `monthly on ${listWords(days, 4)} ${at}`
}

const periods = ['hourly', 'daily', 'weekly', 'monthly', 'yearly'] as const
const letters = { hourly: 'h', daily: 'd', weekly: 'w', monthly: 'm', yearly: 'y' }

/** What is kept: 30 daily, 8 weekly, 12 monthly. */
export function retentionWords(rules: RetentionRules): string {
  const parts: string[] = []
  if (rules.last !== undefined) parts.push(`the last ${rules.last === 'all' ? 'of all' : rules.last}`)
  for (const period of periods) {
    const count = rules[period]
    if (count !== undefined) parts.push(`${count} ${period}`)
  }
  parts.push(...withinWords(rules))
  return parts.length > 0 ? parts.join(', ') : 'everything'
}

/** The same in the few letters of a lane: 30 d, 8 w, 12 m. */
export function retentionLetters(rules: RetentionRules): string {
  const parts = periods.flatMap((period) => {
    const count = rules[period]
    return count === undefined ? [] : [`${count} ${letters[period]}`]
  })
  const all = [...parts, ...withinWords(rules)]
  return all.length > 0 ? all.join(', ') : retentionWords(rules)
}

/** all within 48 h, hourly within 7 d */
function withinWords(rules: RetentionRules): string[] {
  const of = (word: string, duration: Duration | undefined) =>
    duration === undefined ? [] : [`${word} within ${durationText(duration)}`]
  return [...of('all', rules.within), ...periods.flatMap((period) => of(period, rules[`within_${period}`]))]
}

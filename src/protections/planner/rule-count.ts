import type { RetentionRules } from '../../recovery-points/retention/schema.ts'
import type { RunSchedule } from '../schedule/schema.ts'
import { countKept } from './count-kept.ts'
import { pauseDays } from './pause-days.ts'
import { ruleDays } from './rule-days.ts'
import { spanDays } from './span-days.ts'

const counted = ['last', 'hourly', 'daily', 'weekly', 'monthly', 'yearly'] as const
const each = {
  within_hourly: 1 / 24,
  within_daily: 1,
  within_weekly: 7,
  within_monthly: 31,
  within_yearly: 366,
} as const
/** Longer than any plan. */
const forEver = 36_500

/** How many backups at most rules keep of those that a schedule makes; infinite where they keep all. Pure. */
export const ruleCount = (rules: RetentionRules, schedule: 'day' | 'week' | RunSchedule): number => {
  if (Object.values(rules).every((rule) => rule === undefined)) return Number.POSITIVE_INFINITY
  const made = (days: number) => countKept(schedule, Math.ceil(Math.min(days, forEver)))
  const counts = counted.map((name) => (rules[name] === 'all' ? Number.POSITIVE_INFINITY : (rules[name] ?? 0)))
  const spans = (Object.keys(each) as (keyof typeof each)[]).map((name) => {
    const days = spanDays(rules[name])
    return days === 0 ? 0 : Math.min(made(days), Math.ceil(days / each[name]))
  })
  const all = rules.within === undefined ? 0 : made(spanDays(rules.within))
  const sum = [...counts, ...spans].reduce((one, other) => one + other, all)
  if (sum === Number.POSITIVE_INFINITY) return sum
  // One backup may be kept by several rules: there are no more than are made in the longest of them.
  return Math.min(sum, made(Math.max(ruleDays(rules), ...counts.map((count) => count * pauseDays(schedule)))))
}

import type { RetentionRules } from '../../recovery-points/retention/schema.ts'
import { spanDays } from './span-days.ts'

const daysOf = { daily: 1, weekly: 7, monthly: 31, yearly: 366 } as const
const spans = ['within', 'within_hourly', 'within_daily', 'within_weekly', 'within_monthly', 'within_yearly'] as const

/** How many days the rules that count by time reach back; infinite where one of them keeps all, 0 where there is none. */
export const ruleDays = (rules: RetentionRules): number =>
  Math.max(
    0,
    ...(Object.keys(daysOf) as (keyof typeof daysOf)[]).map((name) => {
      const count = rules[name] ?? 0
      return count === 'all' ? Number.POSITIVE_INFINITY : count * daysOf[name]
    }),
    ...spans.map((name) => spanDays(rules[name])),
  )

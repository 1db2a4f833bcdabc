import type { Kept } from '../../protections/list-kept.ts'

/** For about how many days the oldest is kept by these rules alone; what slots and life leave of them the planner knows. Pure. */
export const daysByRules = ({ rules, retention_days }: Pick<Kept, 'rules' | 'retention_days'>): number => {
  if (rules === null) return retention_days ?? 0
  const { within, hourly, daily, weekly, monthly, yearly, last } = rules
  const counted = [
    [hourly, 1 / 24],
    [daily, 1],
    [weekly, 7],
    [monthly, 30],
    [yearly, 365],
  ] as const
  // Without any rule everything is kept.
  if (Object.values(rules).every((rule) => rule === undefined)) return Number.POSITIVE_INFINITY
  const days = counted.map(([number, each]) => (number === 'all' ? Number.POSITIVE_INFINITY : (number ?? 0) * each))
  if (last === 'all') return Number.POSITIVE_INFINITY
  const spans = [within, rules.within_daily, rules.within_weekly, rules.within_monthly, rules.within_yearly]
  const spanned = spans.map((span) => (span?.years ?? 0) * 365 + (span?.months ?? 0) * 30 + (span?.days ?? 0))
  return Math.max(0, ...days, ...spanned)
}

import type { RetentionRules } from '../../recovery-points/retention/schema.ts'
import type { RunSchedule } from '../schedule/schema.ts'
import { countKept } from './count-kept.ts'
import { ruleCount } from './rule-count.ts'

type Snapshots = {
  schedule: 'day' | 'week' | RunSchedule
  rules: RetentionRules
  slots: number | null
  life_days: number | null
}

/** How many of the days that are wanted a provider's slots and the life of its snapshots leave: there is always one as old. Pure. */
export const keptDays = ({ schedule, rules, slots, life_days }: Snapshots, wanted: number): number => {
  const alive = Math.min(wanted, life_days ?? wanted)
  // With a slot to spare nothing goes before its time.
  if (slots === null || ruleCount(rules, schedule) < slots) return alive
  let days = 0
  // Just before a new one is made, the oldest has gone.
  while (days < alive && countKept(schedule, days + 1) < slots) days++
  return days
}

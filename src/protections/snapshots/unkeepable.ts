import type { SnapshotCapability } from '../../providers/provider.ts'
import type { RetentionRules } from '../../recovery-points/retention/schema.ts'
import { keptDays } from '../planner/kept-days.ts'
import { ruleCount } from '../planner/rule-count.ts'
import { ruleDays } from '../planner/rule-days.ts'
import type { RunSchedule } from '../schedule/schema.ts'

type Where = {
  label: string
  capability: Pick<SnapshotCapability, 'slots' | 'life_days'>
  size: string | null
  schedule: 'day' | 'week' | RunSchedule
}

/** What rules ask for that a provider's snapshots cannot give, and what there is. */
export type Unkeepable = { reason: string; details: Record<string, number> }

/** Rules that keep more snapshots than there are slots, or for longer than the provider does; null where they do not. Pure. */
export const unkeepable = (rules: RetentionRules, { label, capability, size, schedule }: Where): Unkeepable | null => {
  const slots = typeof capability.slots === 'function' ? capability.slots(size) : capability.slots
  const count = ruleCount(rules, schedule)
  if (slots !== null && count > slots) {
    const many = count === Number.POSITIVE_INFINITY ? 'every snapshot' : `up to ${count} snapshots`
    return {
      reason: `These rules keep ${many}, and ${label} gives this server ${slots === 1 ? 'one slot' : `${slots} slots`}. Keep ${slots} or fewer.`,
      details: { ...(count === Number.POSITIVE_INFINITY ? {} : { kept: count }), slots },
    }
  }
  const days = Math.ceil(ruleDays(rules))
  const { life_days } = capability
  if (life_days !== null && days > life_days) {
    const long = days === Number.POSITIVE_INFINITY ? 'for ever' : `for up to ${days} days`
    return {
      reason: `These rules keep snapshots ${long}, and ${label} deletes them after ${life_days}. Keep them for ${life_days} days or less.`,
      details: { ...(days === Number.POSITIVE_INFINITY ? {} : { asked_days: days }), life_days },
    }
  }
  // Rules that take all slots and skip some snapshots: the oldest goes for each new one, also for those that are skipped.
  if (slots !== null && count === slots) {
    const kept = keptDays({ schedule, rules: {}, slots: slots + 1, life_days }, days)
    if (kept < days)
      return {
        reason: `These rules keep snapshots for up to ${days} days and take all ${slots} slots, so the oldest goes for each new one: by this schedule that is after ${kept} ${kept === 1 ? 'day' : 'days'}. Keep fewer, or take them less often.`,
        details: { asked_days: days, slots },
      }
  }
  return null
}

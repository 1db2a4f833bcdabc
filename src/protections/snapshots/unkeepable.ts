import type { SnapshotCapability } from '../../providers/provider.ts'
import type { RetentionRules } from '../../recovery-points/retention/schema.ts'
import { ruleDays } from '../planner/rule-days.ts'

type Where = { label: string; capability: Pick<SnapshotCapability, 'slots' | 'life_days'>; size: string | null }

/** What rules ask for that a provider's snapshots cannot give, and what there is. */
export type Unkeepable = { reason: string; details: Record<string, number> }

const counted = ['last', 'hourly', 'daily', 'weekly', 'monthly', 'yearly'] as const

/** Rules that keep more snapshots than there are slots, or for longer than the provider does; null where they do not. Pure. */
export const unkeepable = (rules: RetentionRules, { label, capability, size }: Where): Unkeepable | null => {
  const slots = typeof capability.slots === 'function' ? capability.slots(size) : capability.slots
  // A rule that keeps all keeps more than any slots.
  const count = counted.reduce((sum, name) => sum + (rules[name] === 'all' ? Infinity : (rules[name] ?? 0)), 0)
  if (slots !== null && count > slots) {
    const many = count === Number.POSITIVE_INFINITY ? 'every snapshot' : `up to ${count} snapshots`
    return {
      reason: `These rules keep ${many}, and ${label} gives this server ${slots === 1 ? 'one slot' : `${slots} slots`}. Keep ${slots} or fewer.`,
      details: { ...(count === Number.POSITIVE_INFINITY ? {} : { kept: count }), slots },
    }
  }
  const days = ruleDays(rules)
  const { life_days } = capability
  if (life_days !== null && days > life_days) {
    const long = days === Number.POSITIVE_INFINITY ? 'for ever' : `for up to ${days} days`
    return {
      reason: `These rules keep snapshots ${long}, and ${label} deletes them after ${life_days}. Keep them for ${life_days} days or less.`,
      details: { ...(days === Number.POSITIVE_INFINITY ? {} : { asked_days: days }), life_days },
    }
  }
  return null
}

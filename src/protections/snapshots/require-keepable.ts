import { AppError } from '../../lib/errors.ts'
import type { SnapshotCapability } from '../../providers/provider.ts'
import type { RetentionRules } from '../../recovery-points/retention/schema.ts'

type Where = { label: string; capability: Pick<SnapshotCapability, 'slots' | 'life_days'>; size: string | null }

/** A rule that keeps all keeps more than any slots. */
const numberOf = (count: number | 'all' | undefined): number =>
  count === 'all' ? Number.POSITIVE_INFINITY : (count ?? 0)

const daysOf = { daily: 1, weekly: 7, monthly: 31, yearly: 366 } as const
const counted = ['last', 'hourly', 'daily', 'weekly', 'monthly', 'yearly'] as const

/** Refuses rules that keep more snapshots than there are slots, or for longer than the provider does. Throws method_unavailable. */
export const requireKeepable = (rules: RetentionRules, { label, capability, size }: Where): void => {
  const slots = typeof capability.slots === 'function' ? capability.slots(size) : capability.slots
  const count = counted.reduce((sum, name) => sum + numberOf(rules[name]), 0)
  if (slots !== null && count > slots)
    throw new AppError('method_unavailable', {
      message: `These rules keep up to ${count} snapshots, and ${label} gives this server ${slots === 1 ? 'one slot' : `${slots} slots`}. Keep ${slots} or fewer, or protect the server’s files.`,
      details: { kept: count, slots },
    })
  const days = Math.max(
    0,
    ...(Object.keys(daysOf) as (keyof typeof daysOf)[]).map((name) => numberOf(rules[name]) * daysOf[name]),
  )
  const { life_days } = capability
  if (life_days !== null && days > life_days)
    throw new AppError('method_unavailable', {
      message: `These rules keep snapshots for up to ${days} days, and ${label} deletes them after ${life_days}. Keep them for ${life_days} days or less, or protect the server’s files.`,
      details: { kept_days: days, life_days },
    })
}

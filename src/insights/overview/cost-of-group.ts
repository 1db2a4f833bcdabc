import { minorDigits } from '../../lib/money.ts'
import { nativeCost } from '../../protections/planner/native-cost.ts'
import type { KnownPrices } from '../../protections/planner/schema.ts'
import type { Capabilities } from '../../providers/provider.ts'
import type { CostGroup } from './overview-queries.ts'
import type { Amount } from './schema.ts'

/** `files`: those of the unknown that are file backups, of which nobody tells a price. */
export type GroupCost = { amounts: Amount[]; known: number; unknown: number; files: number }

const gb = 1_000_000_000

/** What the provider charges a month for the backups of servers that cost alike. Files have no price yet. Pure. */
export const costOfGroup = (
  group: CostGroup,
  { capabilities, prices }: { capabilities: Capabilities | null; prices: KnownPrices | null },
): GroupCost => {
  const parts = [natives(group, capabilities, prices), snapshots(group, capabilities, prices)]
  return {
    amounts: parts.flatMap(({ amounts }) => amounts),
    known: parts.reduce((sum, { known }) => sum + known, 0),
    unknown: parts.reduce((sum, { unknown }) => sum + unknown, group.files),
    files: group.files,
  }
}

const natives = (group: CostGroup, capabilities: Capabilities | null, prices: KnownPrices | null): GroupCost => {
  if (group.native === 0) return nothing
  const { size, price_minor, currency, every } = group
  const price = price_minor === null || currency === null ? null : { amount_minor: price_minor, currency }
  const { money } = nativeCost({ capabilities, prices, server: { size, price } }, every)
  if (money === null) return { ...nothing, unknown: group.native }
  return {
    amounts: [{ ...money, amount_minor: money.amount_minor * group.native }],
    known: group.native,
    unknown: 0,
    files: 0,
  }
}

const snapshots = (group: CostGroup, capabilities: Capabilities | null, prices: KnownPrices | null): GroupCost => {
  if (capabilities?.snapshot?.billed === 'included') return { ...nothing, known: group.snapshots }
  const price = prices?.prices.snapshot_gb_month ?? null
  if (price === null) return { ...nothing, unknown: group.snapshots }
  const known = group.snapshots - group.snapshots_of_unknown_size
  if (known === 0) return { ...nothing, unknown: group.snapshots }
  const { currency, micros } = price
  const minor = (group.snapshot_bytes / gb) * (micros / 10 ** (6 - minorDigits(currency)))
  return {
    amounts: [{ amount_minor: Math.round(minor), currency }],
    known,
    unknown: group.snapshots_of_unknown_size,
    files: 0,
  }
}

const nothing: GroupCost = { amounts: [], known: 0, unknown: 0, files: 0 }

import { monthlyMoney } from '../../lib/money.ts'
import { nativeCost } from '../../protections/planner/native-cost.ts'
import type { KnownPrices } from '../../protections/planner/schema.ts'
import type { Capabilities } from '../../providers/provider.ts'
import type { CostGroup } from './overview-queries.ts'
import type { Amount } from './schema.ts'

/** `files`: those of the unknown that are file backups, for which nobody entered a price. */
export type GroupCost = {
  amounts: Amount[]
  known: number
  unknown: number
  files: number
  /** The day of the prices used; null where none was. */
  as_of: string | null
}

/** What the provider charges a month for the images of servers that cost alike: for its own backups, and for snapshots. Pure. */
export const costOfGroup = (
  group: CostGroup,
  { capabilities, prices }: { capabilities: Capabilities | null; prices: KnownPrices | null },
): GroupCost[] => [natives(group, capabilities, prices), snapshots(group, capabilities, prices)]

const natives = (group: CostGroup, capabilities: Capabilities | null, prices: KnownPrices | null): GroupCost => {
  if (group.native === 0) return nothing
  const { size, price_minor, currency, every } = group
  const price = price_minor === null || currency === null ? null : { amount_minor: price_minor, currency }
  const { money, dated } = nativeCost({ capabilities, prices, server: { size, price } }, every)
  if (money === null) return { ...nothing, unknown: group.native }
  return {
    amounts: [{ ...money, amount_minor: money.amount_minor * group.native }],
    known: group.native,
    unknown: 0,
    files: 0,
    as_of: dated ? (prices?.as_of ?? null) : null,
  }
}

const snapshots = (group: CostGroup, capabilities: Capabilities | null, prices: KnownPrices | null): GroupCost => {
  if (capabilities?.snapshot?.billed === 'included') return { ...nothing, known: group.snapshots }
  const price = prices?.prices.snapshot_gb_month ?? null
  if (price === null) return { ...nothing, unknown: group.snapshots }
  const known = group.snapshots - group.snapshots_of_unknown_size
  if (known === 0) return { ...nothing, unknown: group.snapshots }
  return {
    amounts: [monthlyMoney(group.snapshot_bytes, price)],
    known,
    unknown: group.snapshots_of_unknown_size,
    files: 0,
    as_of: prices?.as_of ?? null,
  }
}

const nothing: GroupCost = { amounts: [], known: 0, unknown: 0, files: 0, as_of: null }

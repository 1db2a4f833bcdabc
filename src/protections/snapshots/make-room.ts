import type { ProviderRecoveryPoint, SnapshotCapability } from '../../providers/provider.ts'
import { isOwnName } from './is-own-name.ts'

export type Room =
  | { readonly kind: 'free' }
  /** All slots are taken: this one, our oldest, goes first. */
  | { readonly kind: 'after'; readonly oldest: ProviderRecoveryPoint }
  | { readonly kind: 'none'; readonly why: string }

type Input = {
  /** All snapshots of the server, whoever made them. */
  snapshots: readonly ProviderRecoveryPoint[]
  /** Ids of those that we may let go for a new one: made by a run of ours, for the same protection. */
  own: ReadonlySet<string>
  capability: Pick<SnapshotCapability, 'slots' | 'replaces_oldest'>
  size: string | null
}

/**
 * Whether there is room for one more snapshot. What others made is never let go. Where there are several slots, neither is our newest:
 * were the new one to fail, it would be missed. A single slot leaves no choice.
 */
export const makeRoom = ({ snapshots, own, capability, size }: Input): Room => {
  const slots = slotsOf(capability, size)
  if (slots === null || snapshots.length < slots) return { kind: 'free' }
  if (slots === 0) return { kind: 'none', why: `A server of the size ${size ?? 'it has'} can have no snapshots.` }
  const mine = snapshots
    .filter(({ ref, name }) => own.has(ref) && isOwnName(name))
    .sort((a, b) => a.created_at.localeCompare(b.created_at) || a.ref.localeCompare(b.ref))
  const [oldest] = mine
  if (oldest === undefined || (slots > 1 && mine.length === 1)) return { kind: 'none', why: taken(slots, mine.length) }
  // The provider itself lets the oldest go, once the new one is there.
  return capability.replaces_oldest ? { kind: 'free' } : { kind: 'after', oldest }
}

const slotsOf = ({ slots }: Input['capability'], size: string | null): number | null =>
  typeof slots === 'function' ? slots(size) : slots

const taken = (slots: number, mine: number): string =>
  `All ${slots} ${slots === 1 ? 'slot is' : 'slots are'} taken, ${mine === 0 ? 'none of them' : 'all but one'} by snapshots that Backstay did not make. Delete one of those at the provider.`

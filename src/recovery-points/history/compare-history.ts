import { dayMs, isoPlusMs } from '../../lib/clock.ts'
import type { ProviderRecoveryPoint } from '../../providers/provider.ts'

/** A recovery point at a provider, as we have it on record. */
export type KnownPoint = {
  id: string
  method: 'native' | 'snapshot'
  ref: string
  taken_at: string
  state: 'available' | 'forgotten' | 'gone'
  size_bytes: number | null
  /** When the provider deletes it, as far as we know. */
  provider_expires_at: string | null
  /** As it is shown; null when nobody knows. */
  expires_at: string | null
  missing_since: string | null
}

export type ComparedHistory = {
  found: ProviderRecoveryPoint[]
  /** On record with other facts than the provider shows now, or as if it were not there. */
  changed: { known: KnownPoint; seen: ProviderRecoveryPoint }[]
  /** There, though their time was over: nobody knows how long they stay. */
  overdue: KnownPoint[]
  /** Absent for the first time: nothing is said of them yet. */
  missing: KnownPoint[]
  /** Absent again, and not before their time. */
  expired: KnownPoint[]
  /** Absent again, before their time: somebody or something deleted them. */
  gone: KnownPoint[]
  /** Some were absent before and are so still, and that is not believed yet. */
  in_doubt: boolean
}

/** Listings and the clocks of providers are not exact to the day. */
const earlyMs = dayMs
/** A list that is suddenly empty is what a provider in trouble sends: it has to stay so for as long as this. */
const emptyMs = dayMs

/**
 * A provider's whole list of a server's images against what is on record. A point is believed to be away when two whole lists came
 * without it, and where they came with nothing at all, when they did so for a day; one that was taken after the reading began is not looked for.
 * With `thins` the provider lets some of its own go before others: beside a newer one, their absence is as it should be.
 */
export const compareHistory = (
  known: readonly KnownPoint[],
  listed: readonly ProviderRecoveryPoint[],
  at: { began_at: string; complete: boolean; thins?: boolean },
): ComparedHistory => {
  const byRef = new Map(known.map((point) => [point.ref, point]))
  const result: ComparedHistory = {
    found: [],
    changed: [],
    overdue: [],
    missing: [],
    expired: [],
    gone: [],
    in_doubt: false,
  }
  const seen = new Set<string>()
  for (const point of listed) {
    seen.add(point.ref)
    const before = byRef.get(point.ref)
    if (before === undefined) result.found.push(point)
    else if (isOther(before, point)) result.changed.push({ known: before, seen: point })
    if (before !== undefined && isOverdue(before, point, at.began_at)) result.overdue.push(before)
  }
  if (!at.complete) return result
  const natives = listed.flatMap(({ kind, created_at }) => (kind === 'native' ? created_at : []))
  const newest = natives.sort().at(-1) ?? ''
  const wasThinned = (point: KnownPoint) => at.thins === true && point.method === 'native' && point.taken_at < newest
  const lostBefore = isoPlusMs(at.began_at, listed.length === 0 ? -emptyMs : 0)
  for (const point of known) {
    if (point.state !== 'available' || seen.has(point.ref) || point.taken_at >= at.began_at) continue
    if (point.missing_since === null) result.missing.push(point)
    else if (point.missing_since < lostBefore)
      result[hadItsTime(point, at.began_at) || wasThinned(point) ? 'expired' : 'gone'].push(point)
    else result.in_doubt = true
  }
  return result
}

const isOther = (before: KnownPoint, seen: ProviderRecoveryPoint): boolean =>
  before.method !== seen.kind ||
  before.state !== 'available' ||
  before.missing_since !== null ||
  before.size_bytes !== seen.size_bytes ||
  (seen.expires_at !== null && before.provider_expires_at !== seen.expires_at)

const isOverdue = (
  { expires_at, provider_expires_at }: KnownPoint,
  seen: ProviderRecoveryPoint,
  now: string,
): boolean =>
  expires_at !== null && provider_expires_at !== null && provider_expires_at <= now && (seen.expires_at ?? '') <= now

const hadItsTime = ({ provider_expires_at: at }: KnownPoint, now: string): boolean =>
  at !== null && isoPlusMs(at, -earlyMs) <= now

import { hourMs, isoPlusMs, minuteMs } from '../lib/clock.ts'
import type { ProviderServer } from '../providers/provider.ts'
import { isObservedSame } from './is-observed-same.ts'
import { type ObservedColumns, observedColumns } from './observed-columns.ts'
import type { KnownServer } from './sync-queries.ts'

/** A listing sorted by what is to be written. */
export type Comparison = {
  found: { seen: ProviderServer; columns: ObservedColumns }[]
  changed: { known: KnownServer; columns: ObservedColumns; native_changed: boolean; returned: boolean }[]
  /** Just as before, but it was long ago that we said we saw them. */
  seen_again: KnownServer[]
  /** Every server that the provider showed, each once. */
  refs: string[]
  /** Not taken in: they look like servers that a deployment of ours is making right now. */
  awaited: number
}

/** `last_seen_at` is exact to the hour, so that a sync which finds nothing new writes next to nothing. */
const seenEveryMs = hourMs
/** The provider's clock may be a little behind ours. */
const clockSkewMs = 5 * minuteMs

/** What a listing says against what we know. Pure; that something is absent from it is judged elsewhere. */
export const compareListing = (
  known: readonly KnownServer[],
  listed: readonly ProviderServer[],
  now: string,
): Comparison => {
  const byRef = new Map(known.flatMap((row) => (row.provider_ref === null ? [] : [[row.provider_ref, row] as const])))
  const beingMade = known.filter((row) => row.provider_ref === null)
  // A server can move to another page between two calls, and then comes twice.
  const seenOnce = new Map(listed.map((server) => [server.ref, server]))
  const result: Comparison = { found: [], changed: [], seen_again: [], refs: [...seenOnce.keys()], awaited: 0 }
  for (const seen of seenOnce.values()) {
    const columns = observedColumns(seen)
    const row = byRef.get(seen.ref)
    if (row !== undefined) {
      const returned = row.missing_since !== null
      if (!isObservedSame(row, columns) || row.missing_listings > 0)
        result.changed.push({ known: row, columns, native_changed: returned || isNativeOther(row, columns), returned })
      else if (row.last_seen_at === null || row.last_seen_at < isoPlusMs(now, -seenEveryMs)) result.seen_again.push(row)
    } else if (beingMade.some((made) => isPerhaps(made, columns))) result.awaited += 1
    else result.found.push({ seen, columns })
  }
  return result
}

const isPerhaps = (made: KnownServer, columns: ObservedColumns): boolean =>
  made.provider_name === columns.provider_name &&
  (columns.provider_created_at === null || columns.provider_created_at >= isoPlusMs(made.created_at, -clockSkewMs))

const isNativeOther = (row: KnownServer, columns: ObservedColumns): boolean =>
  !isObservedSame(row, {
    ...row,
    native_schedule: columns.native_schedule,
    native_state: columns.native_state,
    managed_in_panel: columns.managed_in_panel,
    addon_ids: columns.addon_ids,
  })

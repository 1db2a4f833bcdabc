import type { ChangedServers } from '../provider.ts'
import type { ContaboAsk } from './contabo-ask.ts'
import { providerTime } from './provider-time.ts'
import { snapshotAuditSchema } from './schema.ts'
import { pageSize } from './servers.ts'

/** A log that always promises another page must not hold us for ever. */
const mostPages = 1_000

/**
 * Servers whose snapshots were changed since then, by Contabo's audits. These know what was done by its API; whether all that its panel
 * does is in them is not documented, and its deleting after 30 days need not be. Asked for newest first by whole days, and read on until they are
 * older than wanted; where they come in another order, to their end.
 */
export const listChangedServers = async (ask: ContaboAsk, since: string): Promise<ChangedServers> => {
  const changed = new Map<string, string>()
  let calls = 0
  for (let number = 1; number <= mostPages; number++) {
    calls += 1
    const page = await ask.page(
      {
        operation: 'retrieveSnapshotsAuditsList',
        method: 'GET',
        path: '/v1/compute/snapshots/audits',
        query: { page: number, size: pageSize, orderBy: 'timestamp:DESC', startDate: since.slice(0, 10) },
      },
      snapshotAuditSchema,
    )
    const entries = page.items.map(({ instanceId, timestamp }) => ({
      ref: String(instanceId),
      at: providerTime(timestamp),
    }))
    if (page.unreadable > 0 || entries.some(({ at }) => at === null)) return { changed, complete: false, calls }
    for (const { ref, at } of entries)
      if (at !== null && at >= since && at > (changed.get(ref) ?? '')) changed.set(ref, at)
    const isLast = page.pages === null ? entries.length < pageSize : number >= page.pages
    if (entries.length === 0 || isLast || isPast(entries, since)) return { changed, complete: true, calls }
  }
  return { changed, complete: false, calls }
}

/** Newest first, and the last one older than wanted: what follows is older still. */
const isPast = (entries: readonly { at: string | null }[], since: string): boolean => {
  const times = entries.map(({ at }) => at ?? '')
  return times.every((at, n) => n === 0 || at <= (times[n - 1] ?? '')) && (times.at(-1) ?? '') < since
}

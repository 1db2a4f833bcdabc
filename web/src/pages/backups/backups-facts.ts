import type { Server } from '../../api/server-types.ts'
import type { ListState } from '../../api/use-list.ts'
import { formatPlural } from '../../format/format-plural.ts'

/** How many servers there are, whose and where. Counts of half a list would be wrong ones. */
export function backupsFacts(
  { rows, hasMore }: ListState<Server>,
  counts: Record<string, number> | null,
): string | undefined {
  if (!rows || rows.length === 0) return undefined
  if (hasMore) return counts?.all === undefined ? undefined : formatPlural(counts.all, 'server')
  const customers = new Set(rows.map((server) => server.organization_id)).size
  const providers = new Set(rows.map((server) => server.provider)).size
  return `${formatPlural(rows.length, 'server')} of ${formatPlural(customers, 'organization')}, at ${formatPlural(providers, 'provider')}`
}

import type { ProviderSummary } from '../../api/provider-types.ts'
import type { Server } from '../../api/server-types.ts'
import type { ListState } from '../../api/use-list.ts'
import { formatPlural } from '../../format/format-plural.ts'
import { customerWords } from '../../lib/customer-words.ts'

/** How many servers there are, whose and where. Counts of half a list would be wrong ones. */
export function backupsFacts(
  { rows, hasMore }: ListState<Server>,
  counts: Record<string, number> | null,
  providers: readonly ProviderSummary[],
  houseId: string | undefined,
): string | undefined {
  if (!rows || rows.length === 0) return undefined
  if (hasMore) return counts?.all === undefined ? undefined : formatPlural(counts.all, 'server')
  const known = new Set(providers.map(({ name }) => name))
  const at = new Set(rows.map((server) => server.provider).filter((name) => known.has(name))).size
  const agents = rows.some((server) => server.provider === 'machine')
  const where = [at > 0 && `at ${formatPlural(at, 'provider')}`, agents && 'by agent'].filter(Boolean).join(' and ')
  const servers = formatPlural(rows.length, 'server')
  if (houseId === undefined) return `${servers} ${where}`
  const owners = rows.map((server) => server.organization_id)
  return `${servers} of ${customerWords(owners, houseId)}, ${where}`
}

import type { Server } from '../../api/server-types.ts'
import type { ListState } from '../../api/use-list.ts'
import type { BulkToggling } from '../../forms/BulkToggleDialog.tsx'

type Shown = {
  servers: Pick<ListState<Server>, 'rows' | 'hasMore'>
  chosen: readonly Server[]
  /** What the list shows, as far as it is off. */
  filter: BulkToggling['filter']
  /** How many may be off beyond what is loaded here; null while that is being counted. */
  off: number | null
  /** How many match the filter; null where nobody counts that. */
  matching: number | null
}

/** Whose backups are about to be switched on: those that are checked, else all that are shown and off, also those not loaded here. */
export function whoToEnable({
  servers,
  chosen,
  filter,
  off,
  matching,
}: Shown): BulkToggling & { whyNot: string | null } {
  const { rows, hasMore } = servers
  if (chosen.length > 0) return { servers: chosen, enable: true, whyNot: null }
  const here = (rows ?? []).filter((server) => !server.backups_enabled && !server.missing_since)
  const some = here.length > 0 || (hasMore && off !== 0)
  return {
    servers: here,
    enable: true,
    ...(hasMore && filter && { filter, matching }),
    whyNot: !rows
      ? 'The servers are still loading.'
      : some
        ? null
        : 'Every server that is shown has backups on, or is missing.',
  }
}

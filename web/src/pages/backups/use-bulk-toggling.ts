import { useState } from 'react'
import type { Server } from '../../api/server-types.ts'
import type { ListState } from '../../api/use-list.ts'
import type { BulkToggling } from '../../forms/BulkToggleDialog.tsx'
import { useAddressQuery } from '../../shell/use-address-query.ts'
import type { BackupsView } from './use-backups-view.ts'

type Shown = { view: BackupsView; servers: ListState<Server>; chosen: readonly Server[] }

/** Which backups are about to be switched: those that are checked, else all that are shown and off. An address may ask for it at once. */
export function useBulkToggling({ view, servers, chosen }: Shown) {
  const [toggling, setToggling] = useState<BulkToggling | null>(null)
  const asked = useAddressQuery().get('dialog') === 'enable'
  const off = (servers.rows ?? []).filter((server) => !server.backups_enabled && !server.missing_since)
  const wanted: BulkToggling = {
    servers: chosen.length > 0 ? chosen : off,
    enable: true,
    filter: chosen.length === 0 && servers.hasMore ? view.disabledFilter : undefined,
  }
  return {
    toggling: toggling ?? (asked && off.length > 0 ? wanted : null),
    setToggling,
    enable: () => setToggling(wanted),
    whyNotEnable:
      wanted.servers.length > 0
        ? null
        : servers.rows
          ? 'Every server that is shown has backups on, or is missing.'
          : 'The servers are still loading.',
    close: () => {
      setToggling(null)
      if (asked) view.change({ dialog: undefined })
    },
  }
}

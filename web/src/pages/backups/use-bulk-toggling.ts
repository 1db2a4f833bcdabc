import { useState } from 'react'
import type { Server } from '../../api/server-types.ts'
import type { ListState } from '../../api/use-list.ts'
import type { Show } from '../../components/use-shown-servers.ts'
import type { BulkToggling } from '../../forms/BulkToggleDialog.tsx'
import { useAddressQuery } from '../../shell/use-address-query.ts'
import type { BackupsView } from './use-backups-view.ts'
import { whoToEnable } from './who-to-enable.ts'

type Shown = {
  view: BackupsView
  servers: ListState<Server>
  counts: Record<string, number> | null
  chosen: readonly Server[]
}

const mayHoldOff: readonly Show[] = ['all', 'disabled', 'unprotected']

/** Which backups are about to be switched. An address may ask for it at once. */
export function useBulkToggling({ view, servers, counts, chosen }: Shown) {
  const [toggling, setToggling] = useState<BulkToggling | null>(null)
  const asked = useAddressQuery().get('dialog') === 'enable'
  const { whyNot, ...wanted } = whoToEnable({
    servers,
    chosen,
    filter: view.disabledFilter,
    // Lists of those in trouble hold what is on.
    off: mayHoldOff.includes(view.show) ? (counts?.disabled ?? null) : 0,
    matching: view.q === '' ? (counts?.[view.show === 'unprotected' ? 'unprotected' : 'disabled'] ?? null) : null,
  })
  return {
    toggling: toggling ?? (asked && whyNot === null ? wanted : null),
    setToggling,
    enable: () => setToggling(wanted),
    whyNotEnable: whyNot,
    close: () => {
      setToggling(null)
      if (asked) view.change({ dialog: undefined })
    },
  }
}

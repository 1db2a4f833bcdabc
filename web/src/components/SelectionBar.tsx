import { IconBuildingStore, IconServer2, IconShieldPlus } from '@tabler/icons-react'
import { usePlacesNeeded } from '../api/places-preview.ts'
import type { Server } from '../api/server-types.ts'
import { formatCount } from '../format/format-count.ts'
import { formatPlural } from '../format/format-plural.ts'
import { hasToSwitchOff } from '../lib/method-turn.ts'
import { mostNamed } from '../lib/most-named.ts'
import { BulkBar } from '../ui/BulkBar.tsx'
import { BulkButton } from '../ui/BulkButton.tsx'
import { BulkMenu } from '../ui/BulkMenu.tsx'
import { MenuAct } from '../ui/MenuAct.tsx'
import { exportChosen } from './export-chosen.ts'
import { useSelectionWork } from './use-selection-work.ts'

type Props = {
  servers: readonly Server[]
  onEnable: () => void
  onDisable: () => void
  onRestore: () => void
  /** Operators only. */
  onGive?: () => void
  onClear: () => void
}

const icon = { size: 16, stroke: 1.6 }

/** What can be done with the servers that are checked, and what enabling them takes of the places. */
export function SelectionBar({ servers, onEnable, onDisable, onRestore, onGive, onClear }: Props) {
  const off = servers.filter((server) => !server.backups_enabled)
  const on = servers.length - off.length
  const work = useSelectionWork(servers, onClear)
  const tooMany = servers.length > mostNamed ? 'At most 1,000 servers can be named at a time. Select fewer.' : null
  const calm = servers.every((server) => server.critical)
  return (
    <BulkBar
      count={formatCount(servers.length)}
      cost={off.length > 0 && <PlacesCost servers={off} />}
      onClear={onClear}
    >
      <BulkButton
        primary
        icon={<IconShieldPlus {...icon} aria-hidden="true" />}
        disabledReason={off.length === 0 ? 'All of them have backups on.' : null}
        onClick={onEnable}
      >
        Enable backups…
      </BulkButton>
      <BulkButton
        disabledReason={on === 0 ? 'None of them has backups on.' : (tooMany ?? work.busy)}
        onClick={work.backUp}
      >
        Back up now
      </BulkButton>
      <BulkButton
        disabledReason={servers.some(hasToSwitchOff) ? null : 'None of them has backups on.'}
        onClick={onDisable}
      >
        Disable…
      </BulkButton>
      <BulkButton disabledReason={tooMany ?? work.busy} onClick={() => work.mark(!calm)}>
        {calm ? 'No longer critical' : 'Mark critical'}
      </BulkButton>
      <BulkButton disabledReason={null} onClick={() => void exportChosen(servers)}>
        Export
      </BulkButton>
      <BulkMenu label="More">
        <MenuAct icon={<IconServer2 {...icon} />} disabledReason={tooMany} onClick={onRestore}>
          Restore to new servers…
        </MenuAct>
        {onGive && (
          <MenuAct icon={<IconBuildingStore {...icon} />} onClick={onGive}>
            Give to a customer…
          </MenuAct>
        )}
      </BulkMenu>
    </BulkBar>
  )
}

function PlacesCost({ servers }: { servers: readonly Server[] }) {
  const needs = usePlacesNeeded(servers.map(({ id }) => id))
  if (needs === undefined) return `${formatPlural(servers.length, 'place')} needed`
  const free = needs.reduce((sum, need) => sum + need.free, 0)
  return `${formatCount(servers.length)} of ${formatCount(free)} free places needed`
}

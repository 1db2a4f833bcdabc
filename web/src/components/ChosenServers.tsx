import { lazy, Suspense, useState } from 'react'
import type { Server } from '../api/server-types.ts'
import type { BulkToggling } from '../forms/BulkToggleDialog.tsx'
import { BulkRestoreDialog } from '../forms/lazy-server-dialogs.ts'

// Asked for with the first row that is checked.
const SelectionBar = lazy(async () => ({ default: (await import('./SelectionBar.tsx')).SelectionBar }))

type Props = {
  servers: readonly Server[]
  toggle: (toggling: BulkToggling) => void
  /** Operators only. */
  onGive?: () => void
  onClear: () => void
}

/** The bar of the servers that are checked, with the dialog behind it. */
export function ChosenServers({ servers, toggle, onGive, onClear }: Props) {
  const [restoring, setRestoring] = useState<readonly Server[] | null>(null)
  return (
    <>
      {servers.length > 0 && (
        <Suspense fallback={null}>
          <SelectionBar
            servers={servers}
            onEnable={() => toggle({ servers, enable: true })}
            onDisable={() => toggle({ servers, enable: false })}
            onRestore={() => setRestoring(servers)}
            onGive={onGive}
            onClear={onClear}
          />
        </Suspense>
      )}
      <BulkRestoreDialog servers={restoring} onClose={() => setRestoring(null)} onDone={onClear} />
    </>
  )
}

import { lazy, Suspense } from 'react'
import type { RecoveryPoint } from '../../../../src/recovery-points/schema.ts'
import type { ProviderSummary } from '../../api/provider-types.ts'
import type { Server } from '../../api/server-types.ts'
import { formatTime } from '../../format/format-time.ts'
import { useNow } from '../../lib/use-now.ts'
import { RowMenu } from '../../ui/RowMenu.tsx'

// Of many rows few are opened.
const PointActs = lazy(async () => ({ default: (await import('./PointActs.tsx')).PointActs }))

type Props = { server: Server; point: RecoveryPoint; provider: ProviderSummary | undefined }

/** What can be done with one backup. */
export function PointMenu({ server, point, provider }: Props) {
  return (
    <RowMenu label={`What can be done with the backup of ${formatTime(point.taken_at, { now: useNow() })}`}>
      <Suspense fallback={null}>
        <PointActs server={server} point={point} provider={provider} />
      </Suspense>
    </RowMenu>
  )
}

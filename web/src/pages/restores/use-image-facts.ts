import type { RecoveryPoint } from '../../../../src/recovery-points/schema.ts'
import type { ProviderSummary } from '../../api/provider-types.ts'
import { useRecoveryPoints } from '../../api/recovery-points.ts'
import { useRestores } from '../../api/restores.ts'
import { useRuns } from '../../api/runs.ts'
import type { Server } from '../../api/server-types.ts'
import { whyNoSafety } from '../../lib/image-restore.ts'
import { providerLabel } from '../../lib/provider-facts.ts'

/** What has to be known before an image goes back: what that would delete, what else goes on, whether there can be a way back. */
export function useImageFacts(server: Server, point: RecoveryPoint, provider: ProviderSummary | undefined) {
  const snapshots = useRecoveryPoints(server.id, { method: 'snapshot', state: 'available' }, { limit: 200 })
  const restores = useRestores({ server_id: server.id })
  const running = useRuns({ server_id: server.id, kind: 'backup', state: 'running' }, { limit: 1 })
  const deletes = provider?.snapshot?.rollback_deletes_newer === true && point.method === 'snapshot'
  const newer = snapshots.rows?.filter((one) => one.taken_at >= point.taken_at && one.id !== point.id)
  return {
    label: providerLabel(server.provider, provider ? [provider] : undefined),
    /** Snapshots that the provider deletes by going back; undefined while they are not known. */
    newer: provider === undefined ? undefined : deletes ? newer : [],
    busy: restores.rows?.some((one) => one.status === 'in_progress' && one.target_server_id === server.id),
    backing_up: running.rows && running.rows.length > 0,
    noSafety: provider ? whyNoSafety({ server, provider, snapshots: snapshots.rows?.length }) : null,
  }
}

export type ImageFacts = ReturnType<typeof useImageFacts>

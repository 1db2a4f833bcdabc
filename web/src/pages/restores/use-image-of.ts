import type { Restore } from '../../../../src/restores/schema.ts'
import { useRecoveryPoint } from '../../api/recovery-points.ts'
import { useServer } from '../../api/servers.ts'
import { providerLabel } from '../../lib/provider-facts.ts'

/** Of a restore that puts an image back: who does it. Null for files, and while it is not known. */
export function useImageOf(restore: Pick<Restore, 'recovery_point_id' | 'server_id'>): { label: string } | null {
  const point = useRecoveryPoint(restore.recovery_point_id)
  const server = useServer(restore.server_id)
  if (point.data === undefined || point.data.method === 'files') return null
  return { label: server.data ? providerLabel(server.data.provider) : 'the provider' }
}

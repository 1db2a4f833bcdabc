import type { Context } from '../../context.ts'
import type { Capabilities } from '../../providers/provider.ts'
import { listRecoveryPoints } from '../../recovery-points/list-recovery-points.ts'
import type { RecoveryPoint } from '../../recovery-points/schema.ts'

type Asked = { point: Pick<RecoveryPoint, 'id' | 'method' | 'taken_at'>; server_id: string; capabilities: Capabilities }

/** Snapshots on record that the provider deletes when it goes back to this one. */
export const listNewer = async (ctx: Context, { point, server_id, capabilities }: Asked): Promise<RecoveryPoint[]> => {
  if (point.method !== 'snapshot' || capabilities.snapshot?.rollback_deletes_newer !== true) return []
  const filter = { server_id, method: 'snapshot', state: 'available', from: point.taken_at, limit: 200 } as const
  return (await listRecoveryPoints(ctx, filter)).data.filter(({ id }) => id !== point.id)
}

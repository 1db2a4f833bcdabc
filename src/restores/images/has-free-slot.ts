import type { Context } from '../../context.ts'
import type { SnapshotCapability } from '../../providers/provider.ts'
import { listRecoveryPoints } from '../../recovery-points/list-recovery-points.ts'
import type { LoadedServer } from '../../servers/load-server.ts'

/** Whether one more snapshot takes the place of none. */
export const hasFreeSlot = async (
  ctx: Context,
  { server, capability }: { server: LoadedServer; capability: Pick<SnapshotCapability, 'slots'> },
): Promise<boolean> => {
  const slots = typeof capability.slots === 'function' ? capability.slots(server.size) : capability.slots
  if (slots === null) return true
  const filter = { server_id: server.id, method: 'snapshot', state: 'available', limit: slots + 1 } as const
  return (await listRecoveryPoints(ctx, filter)).data.length < slots
}

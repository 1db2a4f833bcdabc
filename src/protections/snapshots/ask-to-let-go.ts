import type { Context } from '../../context.ts'
import { AppError } from '../../lib/errors.ts'
import { utcMinute } from '../../lib/utc-minute.ts'
import { openProvider } from '../../provider-accounts/open-provider.ts'
import { listRecoveryPoints } from '../../recovery-points/list-recovery-points.ts'
import type { RecoveryPoint } from '../../recovery-points/schema.ts'
import { accountOf } from '../../servers/account-of.ts'
import type { LoadedServer } from '../../servers/load-server.ts'
import { findOpenSnapshot } from './find-open-snapshot.ts'

type Asked = { server: LoadedServer; protection_id: string; let_go: string | undefined }

/**
 * Where all slots are taken and a snapshot goes for the new one: whoever asks for it out of turn has to name that one. By what is on
 * record; the run itself asks the provider. Throws would_replace_snapshot.
 */
export const askToLetGo = async (ctx: Context, { server, protection_id, let_go }: Asked): Promise<void> => {
  const { capabilities } = await openProvider(ctx, { provider_account_id: accountOf(server) })
  const { snapshot, label } = capabilities
  const slots = typeof snapshot?.slots === 'function' ? snapshot.slots(server.size) : (snapshot?.slots ?? null)
  if (snapshot === null || slots === null || slots === 0) return
  // It resolves with the one that is under way, and makes none.
  if ((await findOpenSnapshot(ctx, { server_id: server.id })) !== null) return
  const filter = { server_id: server.id, method: 'snapshot', state: 'available', limit: 200 } as const
  const there = (await listRecoveryPoints(ctx, filter)).data.filter(({ expired }) => !expired)
  if (there.length < slots) return
  const own = there.filter((point) => point.run_id !== null && point.protection_id === protection_id)
  // Its provider lets the oldest of all go; else we do, of ours, and never the newest one beside others.
  const oldest = snapshot.replaces_oldest ? oldestOf(there) : own.length === 1 && slots > 1 ? undefined : oldestOf(own)
  if (oldest === undefined || oldest.id === let_go) return
  const whole = slots === 1 ? 'The only slot' : `All ${slots} slots`
  const goes = snapshot.replaces_oldest
    ? `${label} lets the one of ${utcMinute(oldest.taken_at)} go for the new one`
    : `the one of ${utcMinute(oldest.taken_at)} is deleted first`
  throw new AppError('would_replace_snapshot', {
    message: `${whole} for snapshots of ${server.name} at ${label} ${slots === 1 ? 'is' : 'are'} taken: ${goes}. To go on, back up this server by itself with let_go: ${oldest.id}.`,
    details: {
      let_go: oldest.id,
      slots,
      deleted_first: !snapshot.replaces_oldest,
      recovery_points: [{ recovery_point_id: oldest.id, created_at: oldest.taken_at, size_bytes: oldest.size_bytes }],
    },
  })
}

const oldestOf = (points: readonly RecoveryPoint[]): RecoveryPoint | undefined =>
  [...points].sort((a, b) => a.taken_at.localeCompare(b.taken_at))[0]

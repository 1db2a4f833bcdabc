import type { Context } from '../../context.ts'
import { AppError } from '../../lib/errors.ts'
import { findOpenSnapshot } from '../../protections/snapshots/find-open-snapshot.ts'
import { openProvider } from '../../provider-accounts/open-provider.ts'
import type { LoadedRecoveryPoint } from '../../recovery-points/load-recovery-point.ts'
import { accountOf } from '../../servers/account-of.ts'
import type { LoadedServer } from '../../servers/load-server.ts'

/** Whether a new server can be made of an image now, by this caller. Throws the refusal. */
export const requireNewServer = async (
  ctx: Context,
  { source, point }: { source: LoadedServer; point: Pick<LoadedRecoveryPoint, 'method' | 'state'> },
): Promise<void> => {
  const { capabilities } = await openProvider(ctx, { provider_account_id: accountOf(source) })
  const { label } = capabilities
  const how = point.method === 'native' ? capabilities.native : capabilities.snapshot
  if (how?.can_restore_to_new !== true)
    throw new AppError('method_unavailable', {
      message:
        point.method === 'native' && capabilities.snapshot?.can_restore_to_new === true
          ? `${label} makes a new server of a snapshot only, not of its own backups. Choose a snapshot, or restore in place.`
          : `${label} cannot make a new server of a backup. Restore it in place.`,
    })
  // Who is billed by the provider decides: it costs from the first hour.
  if (source.account_organization_id === null && !ctx.caller.operator)
    throw new AppError('forbidden', {
      message: `A new server is billed to the operator of this installation. Ask them to restore to a new one, or restore in place.`,
    })
  if (point.state !== 'available') throw new AppError('recovery_point_gone')
  if ((await findOpenSnapshot(ctx, { server_id: source.id })) !== null)
    throw new AppError('server_busy', {
      message: `A snapshot of ${source.name} is being taken. Wait for its end, then restore.`,
    })
}

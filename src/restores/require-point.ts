import type { Context } from '../context.ts'
import { AppError } from '../lib/errors.ts'
import { getRecoveryPoint } from '../recovery-points/get-recovery-point.ts'
import { requireSafe } from '../recovery-points/require-safe.ts'
import type { RecoveryPoint } from '../recovery-points/schema.ts'
import type { LoadedServer } from '../servers/load-server.ts'
import type { RestoreInput } from './schema.ts'

/** The backup that somebody wants back, if it is this server's and still there. Throws recovery_point_gone, unsafe_snapshot. */
export const requirePoint = async (ctx: Context, source: LoadedServer, input: RestoreInput): Promise<RecoveryPoint> => {
  const point = await getRecoveryPoint(ctx, { recovery_point_id: input.recovery_point_id })
  if (point.server_id !== source.id)
    throw new AppError('invalid_request', {
      message: `This backup is not one of ${source.name}. Choose one from its history.`,
    })
  if (point.state !== 'available') throw new AppError('recovery_point_gone')
  requireSafe(point)
  if (input.mode === 'in_place' && point.method === 'files' && point.source !== 'files')
    throw new AppError('invalid_request', {
      message:
        'A dump came from no folder, so it cannot go back in place. Use mode "path" with target.path, or download it; then load it with the database’s own program.',
    })
  return point
}

import type { Context } from '../context.ts'
import { AppError } from '../lib/errors.ts'
import { loadRecoveryPoint } from '../recovery-points/load-recovery-point.ts'
import { requireSafe } from '../recovery-points/require-safe.ts'
import { requireThere } from '../recovery-points/require-there.ts'
import type { RecoveryPoint } from '../recovery-points/schema.ts'
import { toRecoveryPoint } from '../recovery-points/to-recovery-point.ts'
import type { LoadedServer } from '../servers/load-server.ts'
import type { RestoreInput } from './schema.ts'

/** The backup that somebody wants back, if it is this server's and still there. Throws recovery_point_gone, recovery_point_expired, unsafe_snapshot. */
export const requirePoint = async (ctx: Context, source: LoadedServer, input: RestoreInput): Promise<RecoveryPoint> => {
  const row = await loadRecoveryPoint(ctx, { recovery_point_id: input.recovery_point_id })
  const point = toRecoveryPoint(row, ctx.clock.now())
  if (point.server_id !== source.id)
    throw new AppError('invalid_request', {
      message: `This backup is not one of ${source.name}. Choose one from its history.`,
    })
  requireThere(ctx, row)
  requireSafe(point)
  if (input.mode === 'in_place' && point.method === 'files' && point.source !== 'files')
    throw new AppError('invalid_request', {
      message:
        'A dump came from no folder, so it cannot go back in place. Use mode "path" with target.path, or download it; then load it with the database’s own program.',
    })
  return point
}

import { type Context, requireRole } from '../../context.ts'
import { AppError } from '../../lib/errors.ts'
import { loadRecoveryPoint } from '../../recovery-points/load-recovery-point.ts'
import { requireThere } from '../../recovery-points/require-there.ts'
import { loadServer } from '../../servers/load-server.ts'
import type { NewServerChoices } from '../schema.ts'
import { readNewServerChoices } from './read-new-server-choices.ts'
import { requireNewServer } from './require-new-server.ts'

/**
 * Regions and sizes for a new server made of an image. Throws what starting such a restore would throw, but for what only lasts for a
 * while: somebody who chooses while a snapshot is taken can go on.
 */
export const getNewServerChoices = async (
  ctx: Context,
  input: { recovery_point_id: string },
): Promise<NewServerChoices> => {
  const point = await loadRecoveryPoint(ctx, input)
  const source = await loadServer(ctx, { server_id: point.server_id })
  requireRole(ctx.caller, source.organization_id, 'manager')
  if (point.method === 'files')
    throw new AppError('method_unavailable', { message: 'Files cannot make a new server. Restore them to a machine.' })
  await requireNewServer(ctx, { source, point })
  requireThere(ctx, point)
  return readNewServerChoices(ctx, { source, point })
}

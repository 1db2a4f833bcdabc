import { type Context, type Role, requireRole } from '../context.ts'
import { AppError } from '../lib/errors.ts'
import type { FilePoint } from './file-queries.ts'
import { loadRecoveryPoint } from './load-recovery-point.ts'
import { requireSafe } from './require-safe.ts'

/** A recovery point of the caller's whose files can be read. Throws not_found, forbidden, unsafe_snapshot, or files_unavailable with the reason. */
export const loadFilePoint = async (
  ctx: Context,
  input: { recovery_point_id: string; at_least?: Role },
): Promise<FilePoint & { organization_id: string }> => {
  const {
    id,
    server_id,
    ref,
    source,
    taken_at,
    catalogued_at,
    repository_id,
    organization_id,
    method,
    state,
    warning,
  } = await loadRecoveryPoint(ctx, input)
  requireRole(ctx.caller, organization_id, input.at_least ?? 'viewer')
  if (method !== 'files' || repository_id === null)
    throw new AppError('files_unavailable', {
      message: 'This recovery point is the image of a whole server. Restore it to look at its files.',
    })
  if (state !== 'available') throw new AppError('files_unavailable')
  requireSafe({ warning })
  return { id, server_id, ref, source, taken_at, catalogued_at, warning, repository_id, organization_id }
}

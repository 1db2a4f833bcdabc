import { type Context, requireRole } from '../context.ts'
import { AppError } from '../lib/errors.ts'
import { ProviderError } from '../providers/provider-error.ts'
import { loadRecoveryPoint } from '../recovery-points/load-recovery-point.ts'
import { loadServer } from '../servers/load-server.ts'
import { planNewServer } from './images/plan-new-server.ts'
import { readImageFit } from './images/read-image-fit.ts'
import type { NewServerWish, RestoreInput } from './schema.ts'

/**
 * What a restore has to ask of a provider before any transaction: what a new server can be, or whether an image fits back where it
 * came from. Throws the refusals of both; a provider that does not answer is asked again by the restore itself.
 */
export const prepareRestore = async (
  ctx: Context,
  input: RestoreInput & { server_id: string },
): Promise<NewServerWish | null> => {
  if (input.mode === 'in_place') await requireFit(ctx, input)
  return planNewServer(ctx, input)
}

const requireFit = async (ctx: Context, input: RestoreInput & { server_id: string }): Promise<void> => {
  const source = await loadServer(ctx, { server_id: input.server_id })
  requireRole(ctx.caller, source.organization_id, 'manager')
  const point = await loadRecoveryPoint(ctx, input)
  // Whatever is wrong otherwise is said by the restore, without asking anybody.
  if (point.method === 'files' || point.server_id !== source.id || point.state !== 'available') return
  if (input.confirm !== source.name || source.missing_since !== null) return
  const seen = await readImageFit(ctx, { source, point }).catch((error: unknown) => {
    if (error instanceof ProviderError) return null
    throw error
  })
  const refusal = seen?.fit.refusal ?? null
  if (refusal !== null)
    throw new AppError('invalid_request', {
      message: refusal,
      details: { fields: [{ path: 'recovery_point_id', message: refusal }] },
    })
}

import type { Context } from '../../context.ts'
import { AppError } from '../../lib/errors.ts'
import { explainProviderError } from '../../provider-accounts/explain-provider-error.ts'
import { openProvider } from '../../provider-accounts/open-provider.ts'
import { ProviderError } from '../../providers/provider-error.ts'
import type { LoadedRecoveryPoint } from '../../recovery-points/load-recovery-point.ts'
import { accountOf } from '../../servers/account-of.ts'
import type { LoadedServer } from '../../servers/load-server.ts'
import type { NewServerChoices } from '../schema.ts'

/** Asks the provider what a new server of this image can be. Throws recovery_point_gone, and what the provider's failure means. */
export const readNewServerChoices = async (
  ctx: Context,
  { source, point }: { source: LoadedServer; point: Pick<LoadedRecoveryPoint, 'method' | 'ref'> },
): Promise<NewServerChoices> => {
  if (ctx.db.isTransaction)
    throw new Error('No transaction is open while a provider is asked. Declare the route with prepare.')
  const provider = await openProvider(ctx, { provider_account_id: accountOf(source) })
  const kind = point.method === 'native' ? 'native' : 'snapshot'
  try {
    const { regions, min_disk_gb, sizes } = await provider.newServerChoices(source.provider_ref ?? '', {
      ref: point.ref,
      kind,
    })
    const fitting = sizes.map((size) => ({
      ...size,
      regions: size.regions === null ? null : [...size.regions],
      fits: min_disk_gb === null || size.disk_gb >= min_disk_gb,
    }))
    return {
      regions: [...regions],
      min_disk_gb,
      sizes: fitting,
      suggested: {
        region: source.region !== null && regions.includes(source.region) ? source.region : (regions[0] ?? null),
        size: fitting.find(({ name, fits }) => fits && name === source.size)?.name ?? null,
      },
    }
  } catch (error) {
    if (error instanceof ProviderError && error.kind === 'not_found') throw new AppError('recovery_point_gone')
    throw explainProviderError(error)
  }
}

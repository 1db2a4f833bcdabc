import { type Context, requireRole } from '../../context.ts'
import { AppError } from '../../lib/errors.ts'
import { minorDigits } from '../../lib/money.ts'
import { pastSnapshotSeconds } from '../../protections/snapshots/past-snapshot-seconds.ts'
import { explainProviderError } from '../../provider-accounts/explain-provider-error.ts'
import { readPrices } from '../../provider-accounts/prices/read-prices.ts'
import { providerNames } from '../../providers/provider.ts'
import { ProviderError } from '../../providers/provider-error.ts'
import { loadRecoveryPoint } from '../../recovery-points/load-recovery-point.ts'
import { newestImageSize } from '../../recovery-points/newest-image-size.ts'
import { requireThere } from '../../recovery-points/require-there.ts'
import type { PastSeconds } from '../../runs/schema.ts'
import { type LoadedServer, loadServer } from '../../servers/load-server.ts'
import type { RestoreReview } from '../schema.ts'
import { pastSeconds } from './past-seconds.ts'
import { readImageFit } from './read-image-fit.ts'

const gb = 1_000_000_000
/** Of the thirty days of a month for which providers charge. */
const safetyPart = 7 / 30

/** What one should know before an image goes back in place. Throws recovery_point_gone, server_missing, and what the provider's failure means. */
export const getRestoreReview = async (ctx: Context, input: { recovery_point_id: string }): Promise<RestoreReview> => {
  const point = await loadRecoveryPoint(ctx, input)
  const source = await loadServer(ctx, { server_id: point.server_id })
  requireRole(ctx.caller, source.organization_id, 'manager')
  if (point.method === 'files')
    throw new AppError('method_unavailable', {
      message: 'Only images go back as a whole. Restore files with POST /api/servers/:id/restores.',
    })
  requireThere(ctx, point)
  const checked_at = ctx.clock.now()
  try {
    return {
      checked_at,
      ...(await readImageFit(ctx, { source, point })),
      safety_price: await safetyPrice(ctx, source),
      earlier_restores: toEarlier(await pastSeconds(ctx, source, 'in_place')),
      earlier_snapshots: toEarlier(await pastSnapshotSeconds(ctx, source)),
    }
  } catch (error) {
    if (error instanceof ProviderError && error.kind === 'not_found') throw new AppError('recovery_point_gone')
    throw explainProviderError(error)
  }
}

const toEarlier = (past: PastSeconds | null): RestoreReview['earlier_restores'] =>
  past === null || past.count < 2
    ? null
    : {
        from_seconds: past.shortest,
        to_seconds: past.longest,
        based_on: past.count,
        of_server: past.of_server === true,
        bytes_least: past.bytes_least ?? null,
        bytes_most: past.bytes_most ?? null,
      }

const safetyPrice = async (ctx: Context, server: LoadedServer): Promise<RestoreReview['safety_price']> => {
  const provider = providerNames.find((name) => name === server.provider)
  if (provider === undefined || (server.account_organization_id === null && !ctx.caller.operator)) return null
  const price = (await readPrices(ctx, { provider }))?.prices.snapshot_gb_month ?? null
  const bytes = await newestImageSize(ctx, { server_id: server.id })
  if (price === null || bytes === null) return null
  const { currency, micros } = price
  const minor = (bytes / gb) * safetyPart * (micros / 10 ** (6 - minorDigits(currency)))
  return { amount_minor: Math.round(minor), currency }
}

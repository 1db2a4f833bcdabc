import { type Context, requireRole } from '../../context.ts'
import { AppError } from '../../lib/errors.ts'
import type { Money } from '../../lib/money.ts'
import { openProvider } from '../../provider-accounts/open-provider.ts'
import { type LoadedRecoveryPoint, loadRecoveryPoint } from '../../recovery-points/load-recovery-point.ts'
import { requireThere } from '../../recovery-points/require-there.ts'
import { readNewServerChoices } from '../../restores/images/read-new-server-choices.ts'
import { requireNewServer } from '../../restores/images/require-new-server.ts'
import { requireNoSnapshot } from '../../restores/images/require-no-snapshot.ts'
import { accountOf } from '../../servers/account-of.ts'
import { type LoadedServer, loadServer } from '../../servers/load-server.ts'
import { costOfDrill } from './cost-of-drill.ts'
import { findImageDrills, findNewestGoodImage } from './queries.ts'

export type ImageDrillPlan = {
  server: LoadedServer
  point: LoadedRecoveryPoint
  region: string
  size: string
  cost: Money
}

/**
 * What a drill of a server's image would make, and what that can cost. It only reads. Throws image_drills_off, recovery_point_gone,
 * method_unavailable, forbidden, server_busy and drill_price.
 */
export const planImageDrill = async (
  ctx: Context,
  input: { server_id: string; recovery_point_id?: string | undefined },
): Promise<ImageDrillPlan> => {
  const server = await loadServer(ctx, input)
  requireRole(ctx.caller, server.organization_id, 'manager')
  const settings = await findImageDrills(ctx.db, server.id)
  if (settings === undefined) throw new AppError('image_drills_off')
  const recovery_point_id = input.recovery_point_id ?? (await newestOf(ctx, server))
  const point = await loadRecoveryPoint(ctx, { recovery_point_id })
  await requireNewServer(ctx, { source: server, point })
  await requireNoSnapshot(ctx, server)
  requireThere(ctx, point)
  const { regions, sizes, suggested } = await readNewServerChoices(ctx, { source: server, point })
  const { region } = suggested
  // As the server is: that this image runs on it is known.
  const size = sizes.find(({ name, fits }) => fits && name === server.size)
  if (region === null || !regions.includes(region) || size === undefined)
    throw new AppError('method_unavailable', {
      message: `The provider has no server of ${server.size ?? 'this size'} for this image now.`,
    })
  const ceiling = { amount_minor: settings.ceiling_minor, currency: settings.currency }
  return { server, point, region, size: size.name, cost: costOfDrill(size.price_per_month, ceiling) }
}

const newestOf = async (ctx: Context, server: LoadedServer): Promise<string> => {
  const { native, snapshot } = (await openProvider(ctx, { provider_account_id: accountOf(server) })).capabilities
  const found = await findNewestGoodImage(
    ctx.db,
    server.id,
    [
      ...(native?.can_restore_to_new ? (['native'] as const) : []),
      ...(snapshot?.can_restore_to_new ? (['snapshot'] as const) : []),
    ],
    ctx.clock.now(),
  )
  if (found !== undefined) return found.id
  throw new AppError('recovery_point_gone', {
    message: `There is no good image of ${server.name} yet of which a server can be made.`,
  })
}

import { type Context, requireRole } from '../../context.ts'
import { AppError, notFound } from '../../lib/errors.ts'
import { loadRecoveryPoint } from '../../recovery-points/load-recovery-point.ts'
import { requireThere } from '../../recovery-points/require-there.ts'
import { loadServer } from '../../servers/load-server.ts'
import type { NewServerWish, RestoreInput } from '../schema.ts'
import { readNewServerChoices } from './read-new-server-choices.ts'
import { requireNewServer } from './require-new-server.ts'
import { requireNoSnapshot } from './require-no-snapshot.ts'

/**
 * What an image is to become, held against what its provider has for it; null for other restores, and for files, which cannot make a
 * server. It only reads, and asks the provider: no transaction is open meanwhile. Throws not_found,
 * recovery_point_gone, method_unavailable, forbidden, server_busy and invalid_request, each before anything is done.
 */
export const planNewServer = async (
  ctx: Context,
  input: RestoreInput & { server_id: string },
): Promise<NewServerWish | null> => {
  if (input.mode !== 'new_server') return null
  const source = await loadServer(ctx, { server_id: input.server_id })
  requireRole(ctx.caller, source.organization_id, 'manager')
  const point = await loadRecoveryPoint(ctx, input)
  if (point.server_id !== source.id) throw notFound()
  if (point.method === 'files') return null
  await requireNewServer(ctx, { source, point })
  await requireNoSnapshot(ctx, source)
  requireThere(ctx, point)
  if (input.include.length > 0 || input.dry_run || input.target.server_id !== undefined)
    throw invalid(
      'An image makes a whole new server: nothing can be chosen of it, it cannot be tried, and there is no target.',
    )
  if (input.new_server === undefined)
    throw invalid('Say in new_server what the new server is called.', 'new_server.name')
  const choices = await readNewServerChoices(ctx, { source, point })
  const region = input.new_server.region ?? source.region
  const size = input.new_server.size ?? source.size
  if (region === null || !choices.regions.includes(region))
    throw invalid(
      `The image cannot be used in ${region ?? 'an unknown region'}, only in: ${choices.regions.join(', ')}.`,
      'new_server.region',
    )
  const chosen = choices.sizes.find(({ name }) => name === size)
  if (chosen === undefined)
    throw invalid(
      `The provider has no size ${size ?? 'of that name'} for this image. Choose another.`,
      'new_server.size',
    )
  if (!chosen.fits)
    throw invalid(
      `The disk of ${chosen.name} has ${Math.floor(chosen.disk_gb)} GB, and this image wants ${Math.ceil(choices.min_disk_gb ?? 0)} GB. Choose a larger size.`,
      'new_server.size',
    )
  if (chosen.regions !== null && !chosen.regions.includes(region))
    throw invalid(`${chosen.name} is not sold in ${region}. Choose another size or region.`, 'new_server.size')
  return { name: input.new_server.name, region, size: chosen.name }
}

const invalid = (message: string, path = 'mode'): AppError =>
  new AppError('invalid_request', { message, details: { fields: [{ path, message }] } })

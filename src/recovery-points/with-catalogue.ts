import type { Catalogue } from '../catalogue/open-catalogue.ts'
import { RebuildNeeded } from '../catalogue/rebuild-needed.ts'
import type { Context } from '../context.ts'
import { AppError } from '../lib/errors.ts'
import { catalogueTask } from '../tasks.ts'
import type { FilePoint } from './file-queries.ts'
import { openPointCatalogue } from './open-point-catalogue.ts'

/**
 * Reads in the catalogue of a point's repository. Where it does not know that point, or cannot be read, the work that mends
 * it is put in the queue and catalogue_pending is thrown.
 */
export const withCatalogue = async <T>(
  ctx: Context,
  point: Pick<FilePoint, 'id' | 'ref' | 'repository_id'>,
  read: (catalogue: Catalogue) => Promise<T>,
): Promise<T> => {
  try {
    const catalogue = await openPointCatalogue(ctx, point)
    try {
      if (catalogue?.rankOf(point.ref) != null) return await read(catalogue)
    } finally {
      await catalogue?.close()
    }
  } catch (error) {
    if (!(error instanceof RebuildNeeded)) throw error
    ctx.log.warn({ repository_id: point.repository_id, reason: error.reason }, 'a catalogue cannot be read')
  }
  await ctx.jobs.enqueue(ctx.db, catalogueTask, { recovery_point_id: point.id })
  throw new AppError('catalogue_pending', { retryAfterSeconds: 3 })
}

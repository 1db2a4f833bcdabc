import { findFile } from '../catalogue/find-file.ts'
import type { Context } from '../context.ts'
import { listFilePointsOfServer } from './file-queries.ts'
import type { FileVersions } from './file-schema.ts'
import { loadFilePoint } from './load-file-point.ts'
import { toFileVersions } from './to-file-versions.ts'
import { withCatalogue } from './with-catalogue.ts'

/** What was at a path, in all recovery points of the server that have the same repository as this one. */
export const listFileVersions = async (
  ctx: Context,
  input: { recovery_point_id: string; path: string },
): Promise<FileVersions> => {
  const point = await loadFilePoint(ctx, input)
  const points = (await listFilePointsOfServer(ctx.db, point.server_id)).filter(
    ({ repository_id }) => repository_id === point.repository_id,
  )
  const byRef = new Map(points.map((one) => [one.ref, one]))
  return withCatalogue(ctx, point, async (catalogue) => ({
    data: toFileVersions(await findFile(catalogue, input.path), byRef),
    next_cursor: null,
    recovery_points_pending: points.filter(({ ref }) => catalogue.rankOf(ref) === null).length,
  }))
}

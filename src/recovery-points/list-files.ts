import { listFolder } from '../catalogue/list-folder.ts'
import type { Context } from '../context.ts'
import { AppError } from '../lib/errors.ts'
import { decodeCursor, encodeCursor, type Page } from '../lib/pagination.ts'
import type { FileEntry, ListFilesQuery } from './file-schema.ts'
import { loadFilePoint } from './load-file-point.ts'
import { toFileFacts } from './to-file-facts.ts'
import { withCatalogue } from './with-catalogue.ts'

const list = 'files'

/** A folder of a file snapshot, by name. Starts no process; throws catalogue_pending while the catalogue is being made. */
export const listFiles = async (
  ctx: Context,
  input: ListFilesQuery & { recovery_point_id: string },
): Promise<Page<FileEntry>> => {
  const { path, limit, cursor } = input
  const [after] = decodeCursor(list, cursor, 1) ?? []
  const point = await loadFilePoint(ctx, input)
  const query = { snapshot_id: point.ref, path, after: after ?? null, limit }
  const folder = await withCatalogue(ctx, point, (catalogue) => listFolder(catalogue, query))
  if (!folder.found)
    throw new AppError('not_found', { message: `This recovery point has no folder ${path}. Start again from /.` })
  const data = folder.entries.map(({ name, ...facts }) => ({
    name,
    path: path === '/' ? `/${name}` : `${path}/${name}`,
    ...toFileFacts(facts),
  }))
  const last = data.at(-1)
  return { data, next_cursor: folder.more && last !== undefined ? encodeCursor(list, [last.name]) : null }
}

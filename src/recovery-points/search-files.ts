import { type NameHit, searchNames } from '../catalogue/search-names.ts'
import type { Context } from '../context.ts'
import { decodeCursor, encodeCursor } from '../lib/pagination.ts'
import { loadServer } from '../servers/load-server.ts'
import { type FilePoint, listFilePointsOfServer } from './file-queries.ts'
import type { FileHit, FileHits, SearchFilesQuery } from './file-schema.ts'
import { isUnsafe } from './is-unsafe.ts'
import { toFileVersions } from './to-file-versions.ts'
import { withCatalogue } from './with-catalogue.ts'

const list = 'file_search'
/** A search gives what it has by then, and a cursor to go on. */
const budgetMs = 1_000

/** Files and folders of a server by part of their names, over all its recovery points. */
export const searchFiles = async (ctx: Context, input: SearchFilesQuery & { server_id: string }): Promise<FileHits> => {
  const { q, limit, cursor } = input
  const [directory, name] = decodeCursor(list, cursor, 2) ?? []
  const server = await loadServer(ctx, { server_id: input.server_id })
  const points = (await listFilePointsOfServer(ctx.db, server.id)).filter((point) => !isUnsafe(point))
  const newest = points.find(({ catalogued_at }) => catalogued_at !== null) ?? points[0]
  if (newest === undefined) return { data: [], next_cursor: null, recovery_points_pending: 0 }
  const byRef = new Map(points.map((one) => [one.ref, one]))
  const endMs = ctx.clock.nowMs() + budgetMs
  return withCatalogue(ctx, newest, async (catalogue) => {
    const { hits, next } = await searchNames(catalogue, {
      text: q,
      snapshot_ids: new Set(byRef.keys()),
      after: directory === undefined || name === undefined ? null : { directory, name },
      limit,
      outOfTime: () => ctx.clock.nowMs() >= endMs,
    })
    return {
      data: hits.flatMap((hit) => toHit(hit, byRef)),
      next_cursor: next === null ? null : encodeCursor(list, [next.directory, next.name]),
      recovery_points_pending: points.filter(({ ref }) => catalogue.rankOf(ref) === null).length,
    }
  })
}

const toHit = ({ path, versions }: NameHit, points: ReadonlyMap<string, FilePoint>): FileHit[] => {
  const [newest, ...older] = toFileVersions(versions, points)
  if (newest === undefined) return []
  return [{ name: path.slice(path.lastIndexOf('/') + 1), path, newest, versions: 1 + older.length }]
}

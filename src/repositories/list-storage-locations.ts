import { type Context, requireOperator } from '../context.ts'
import { decodeCursor, type Page, toPage } from '../lib/pagination.ts'
import { growthSince } from './growth-since.ts'
import { listShownLocations } from './location-queries.ts'
import type { ListStorageLocationsQuery, StorageLocation } from './schema.ts'
import { toStorageLocation } from './to-storage-location.ts'

const list = 'storage_locations'

/** Oldest first, for operators. */
export const listStorageLocations = async (
  ctx: Context,
  input: ListStorageLocationsQuery,
): Promise<Page<StorageLocation>> => {
  requireOperator(ctx.caller)
  const [after_id] = decodeCursor(list, input.cursor, 1) ?? []
  const rows = await listShownLocations(ctx.db, { after_id, limit: input.limit + 1, since: growthSince(ctx) })
  const page = toPage(list, rows, input.limit, (row) => [row.id])
  return { ...page, data: page.data.map(toStorageLocation) }
}

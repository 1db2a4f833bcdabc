import { type Context, requireOperator } from '../context.ts'
import { notFound } from '../lib/errors.ts'
import { growthSince } from './growth-since.ts'
import { findShownLocation } from './location-queries.ts'
import type { StorageLocation } from './schema.ts'
import { toStorageLocation } from './to-storage-location.ts'

/** One storage location, for operators. */
export const getStorageLocation = async (
  ctx: Context,
  input: { storage_location_id: string },
): Promise<StorageLocation> => {
  requireOperator(ctx.caller)
  const row = await findShownLocation(ctx.db, { id: input.storage_location_id, since: growthSince(ctx) })
  if (row === undefined) throw notFound()
  return toStorageLocation(row)
}

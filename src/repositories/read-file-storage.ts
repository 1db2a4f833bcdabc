import type { Context } from '../context.ts'
import { loadServer } from '../servers/load-server.ts'
import { findDefaultLocation, findLocation } from './location-queries.ts'
import { priceOf } from './price-of.ts'
import { findRepositoryOfServer } from './queries.ts'
import type { StoragePrice } from './schema.ts'

/** Where the files of a server lie, or would lie with its first backup. */
export type FileStorage = {
  /** Its name. */
  readonly location: string
  readonly price: StoragePrice | null
  /** What its repository takes up there; null before the first backup: one without any holds next to nothing, which tells nothing. */
  readonly bytes: number | null
}

/** Null where there is no storage at all. For verbs, which show of it what the caller may see. */
export const readFileStorage = async (ctx: Context, input: { server_id: string }): Promise<FileStorage | null> => {
  const server = await loadServer(ctx, input)
  const repository = await findRepositoryOfServer(ctx.db, server.id)
  const location =
    repository === undefined
      ? await findDefaultLocation(ctx.db)
      : await findLocation(ctx.db, repository.storage_location_id)
  if (location === undefined) return null
  const bytes = repository === undefined || server.file_points === 0 ? null : repository.bytes
  return { location: location.name, price: priceOf(location), bytes }
}

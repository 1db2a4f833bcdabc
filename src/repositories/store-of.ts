import type { Services } from '../context.ts'
import type { ObjectStore } from '../storage/object-store.ts'
import type { Stores } from '../storage/stores.ts'
import { findLocationOf } from './location-queries.ts'
import { placeOf } from './place-of.ts'

/** The store that keeps a repository's objects. */
export const storeOf = async (
  ctx: Services,
  { stores, repository_id }: { stores: Stores; repository_id: string },
): Promise<ObjectStore> => {
  const row = await findLocationOf(ctx.db, repository_id)
  if (row === undefined) throw new Error(`There is no repository ${repository_id}.`)
  return stores.open(placeOf(ctx, row))
}

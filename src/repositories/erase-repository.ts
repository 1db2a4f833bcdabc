import type { Services } from '../context.ts'
import type { Stores } from '../storage/stores.ts'
import { findLocation } from './location-queries.ts'
import { placeOf } from './place-of.ts'
import { findRepositoryAcrossOrganizations } from './queries.ts'

/** Erases the objects of a repository that was deleted. Safe to repeat; one that is still there keeps what it has. */
export const eraseRepository = async (
  ctx: Services,
  input: { stores: Stores; repository_id: string; storage_location_id: string },
): Promise<void> => {
  if ((await findRepositoryAcrossOrganizations(ctx.db, input.repository_id)) !== undefined) return
  const location = await findLocation(ctx.db, input.storage_location_id)
  if (location === undefined) return
  const store = await input.stores.open(placeOf(ctx, location))
  await store.erase(input.repository_id)
}

import type { Services } from '../context.ts'
import type { ObjectStore } from '../storage/object-store.ts'
import type { Stores } from '../storage/stores.ts'
import type { VisitRow } from './journal-queries.ts'
import { storeOf } from './store-of.ts'

/** The store that keeps what somebody asks for. The database is asked only when its location is new to us, or changed. */
export const storeOfVisit = async (
  ctx: Services,
  { stores, visit }: { stores: Stores; visit: VisitRow },
): Promise<ObjectStore> =>
  (await stores.opened(visit.location_id, visit.location_version)) ??
  storeOf(ctx, { stores, repository_id: visit.repository_id })

import type { Services } from '../context.ts'
import { insertOrganization } from './queries.ts'

/** The one organization that holds servers which no customer has yet. Safe to run at every start. */
export const ensureHouseOrganization = async (services: Services): Promise<void> => {
  const now = services.clock.now()
  await insertOrganization(services.db, {
    id: services.ids.make('org'),
    name: 'House',
    house: true,
    created_at: now,
    updated_at: now,
  })
}

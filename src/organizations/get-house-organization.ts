import type { Services } from '../context.ts'
import { findHouseOrganization } from './queries.ts'

/** The organization that holds servers which no customer has yet. It is made at the first start. */
export const getHouseOrganization = async (services: Services): Promise<{ id: string; name: string }> => {
  const house = await findHouseOrganization(services.db)
  if (house === undefined) throw new Error('There is no house organization. Start Backstay once to make it.')
  return house
}

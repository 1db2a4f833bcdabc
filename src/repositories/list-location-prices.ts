import type { Services } from '../context.ts'
import type { UnitPrice } from '../lib/money.ts'
import { listAllLocations } from './location-queries.ts'
import { priceOf } from './price-of.ts'

export type LocationPrice = { storage_location_id: string; gb_month: UnitPrice; as_of: string }

/** Of the locations whose price an operator entered. For the system's own work. */
export const listLocationPrices = async ({ db }: Pick<Services, 'db'>): Promise<LocationPrice[]> =>
  (await listAllLocations(db)).flatMap((row) => {
    const price = priceOf(row)
    return price === null ? [] : [{ storage_location_id: row.id, ...price }]
  })

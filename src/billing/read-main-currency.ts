import type { Services } from '../context.ts'
import { findMostUsedCurrency } from './queries.ts'

/** What the operators reckon in: the currency that most of their plans are priced in. Null while there is no plan. */
export const readMainCurrency = async (services: Services): Promise<string | null> =>
  (await findMostUsedCurrency(services.db))?.currency ?? null

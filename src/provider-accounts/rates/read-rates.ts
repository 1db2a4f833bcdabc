import type { Services } from '../../context.ts'
import { listRateRows } from './queries.ts'
import type { ExchangeRate } from './schema.ts'

/** The rates there are. For verbs, which show of them what the caller may see. */
export const readRates = (services: Services): Promise<ExchangeRate[]> => listRateRows(services.db)

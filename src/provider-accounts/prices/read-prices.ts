import type { Services } from '../../context.ts'
import type { ProviderName, ProviderPrices } from '../../providers/provider.ts'
import { findPrices } from './queries.ts'
import { Prices } from './schema.ts'

export type PricesRead = { prices: ProviderPrices; source: 'provider' | 'operator'; as_of: string }

/** What a provider asks, as far as anybody told; null when nobody did. For verbs, which show of it what the caller may see. */
export const readPrices = async (services: Services, input: { provider: ProviderName }): Promise<PricesRead | null> => {
  const row = await findPrices(services.db, input.provider)
  if (row === undefined) return null
  return { prices: Prices.parse(row.prices), source: row.source, as_of: row.as_of }
}

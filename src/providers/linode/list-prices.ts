import type { Api } from '../api.ts'
import type { ProviderPrices } from '../provider.ts'
import { listTypes } from './list-types.ts'

/**
 * Prices of sizes and of their backups, from `GET /v4/linode/types`. Backups are priced by size and no fixed share of the server
 * ($2 on a server of $5). A few regions cost more (`region_prices`); these are the prices of all others. The snapshot is included.
 */
export const listPrices = async (api: Api): Promise<ProviderPrices> => {
  const rows = await listTypes(api)
  const priced = (price: { monthly: number } | null | undefined, id: string) =>
    price ? [[id, { amount_minor: Math.round(price.monthly * 100), currency: 'USD' }] as const] : []
  return {
    servers: Object.fromEntries(rows.flatMap(({ id, price }) => priced(price, id))),
    native_percent: null,
    native: Object.fromEntries(rows.flatMap(({ id, addons }) => priced(addons?.backups?.price, id))),
    snapshot_gb_month: null,
  }
}

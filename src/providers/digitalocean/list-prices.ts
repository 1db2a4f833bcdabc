import type { Api } from '../api.ts'
import type { ProviderPrices } from '../provider.ts'
import { listSizes } from './list-sizes.ts'

/**
 * Prices of sizes, from `GET /v2/sizes`. What backups take of them is told by no call: 30 % daily, 20 % weekly
 * (docs.digitalocean.com, images/backups/details/pricing, edited 2025-10-01); a GB of snapshots is $0.06 a month.
 */
export const listPrices = async (api: Api): Promise<ProviderPrices> => {
  const rows = await listSizes(api)
  const price = (monthly: number) => ({ amount_minor: Math.round(monthly * 100), currency: 'USD' })
  return {
    servers: Object.fromEntries(rows.map(({ slug, price_monthly }) => [slug, price(price_monthly)])),
    native_percent: { day: 30, week: 20 },
    native: null,
    snapshot_gb_month: { micros: 60_000, currency: 'USD' },
  }
}

import type { Api } from '../api.ts'
import type { ProviderPrices } from '../provider.ts'
import { pricingSchema, serverTypePricesSchema } from './schemas.ts'

/**
 * From `GET /v1/pricing`, in the currency of the project's owner, without VAT. A type has a price for each location, and ours has
 * room for one: it is that of the cheapest location, so in others the server, and with it the backups, can cost more.
 */
export const listPrices = async (api: Api): Promise<ProviderPrices> => {
  const { pricing } = await api.read('listPrices', '/v1/pricing', pricingSchema)
  const { currency } = pricing
  const types = pricing.server_types.flatMap((row) => serverTypePricesSchema.safeParse(row).data ?? [])
  const share = Number(pricing.server_backup.percentage)
  return {
    servers: Object.fromEntries(
      types.map(({ name, prices }) => {
        const cheapest = Math.min(...prices.map(({ price_monthly }) => Number(price_monthly.net)))
        return [name, { amount_minor: Math.round(cheapest * 100), currency }]
      }),
    ),
    // Backups are daily; nothing else is sold.
    native_percent: { day: share, week: share },
    native: null,
    snapshot_gb_month: { micros: Math.round(Number(pricing.image.price_per_gb_month.net) * 1e6), currency },
  }
}

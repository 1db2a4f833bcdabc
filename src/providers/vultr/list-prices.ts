import type { Api } from '../api.ts'
import type { ProviderPrices } from '../provider.ts'
import { listPlans } from './list-plans.ts'

/**
 * Prices of plans, from `GET /v2/plans`: the plan's own, which some regions exceed (`location_cost`). What backups take of them is
 * told by no call: 20 %, whatever the schedule; a GB of snapshots is $0.05 a month (Vultr's documentation, 2025-09-15).
 */
export const listPrices = async (api: Api): Promise<ProviderPrices> => {
  const plans = await listPlans(api)
  const price = (monthly: number) => ({ amount_minor: Math.round(monthly * 100), currency: 'USD' })
  return {
    servers: Object.fromEntries(plans.map(({ id, monthly_cost }) => [id, price(monthly_cost)])),
    native_percent: { day: 20, week: 20 },
    native: null,
    snapshot_gb_month: { micros: 50_000, currency: 'USD' },
  }
}

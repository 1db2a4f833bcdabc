import { sumRevenue } from '../../billing/sum-revenue.ts'
import type { Context } from '../../context.ts'
import { listPlaces } from '../../protections/list-places.ts'
import { addAmounts } from './add-amounts.ts'
import type { Reckoning } from './in-own-currency.ts'
import { listOf } from './list-of.ts'
import { marginOf } from './margin-of.ts'
import type { SumsRow, SumsState } from './overview-queries.ts'
import type { MonthlyCost, MonthlyRevenue } from './schema.ts'

type Of = {
  organization_id: string | undefined
  state: SumsState | null
  cost: MonthlyCost
  sums: readonly SumsRow[]
  reckoning: Reckoning
}

/** What subscriptions bring a month, and what is left of it: of the same reading as the cost. For operators. */
export const monthlyRevenue = async (
  ctx: Context,
  { organization_id, state, cost, sums, reckoning }: Of,
): Promise<MonthlyRevenue> => {
  const revenue = organization_id === undefined ? (state?.revenue ?? []) : await sumRevenue(ctx, { organization_id })
  const amounts = addAmounts(revenue)
  const unpriced = cost.unknown - sums.reduce((sum, { costs_of_files }) => sum + costs_of_files, 0)
  return {
    amounts,
    places: revenue.reduce((sum, { places }) => sum + places, 0),
    places_used: organization_id === undefined ? (state?.places_used ?? 0) : await placesUsed(ctx, { organization_id }),
    list: listOf('/api/subscriptions', { organization_id, paying: 'true' }),
    ...marginOf({ revenue: amounts, cost: cost.amounts, unpriced }, reckoning),
  }
}

const placesUsed = async (ctx: Context, input: { organization_id: string }): Promise<number> =>
  (await listPlaces(ctx, input)).data.reduce((sum, { places_used }) => sum + places_used, 0)

import type { MethodOffer, PlannerInput, ProviderCost } from './schema.ts'

/** What is left of the plan's price, where both are known in one currency, or an entered rate makes them so. */
export const marginOf = (
  { plan_price }: PlannerInput,
  { money, converted, billed_to }: ProviderCost,
): Pick<MethodOffer, 'margin' | 'margin_unknown'> => {
  if (billed_to === 'organization') return { margin: plan_price, margin_unknown: null }
  if (money === null) return { margin: null, margin_unknown: 'The cost is not known.' }
  if (money.amount_minor === 0) return { margin: plan_price, margin_unknown: null }
  const cost = converted ?? money
  if (cost.currency !== plan_price.currency)
    return {
      margin: null,
      margin_unknown: `The plan is priced in ${plan_price.currency}, the cost is in ${money.currency}, and no rate between them is known. An operator enters one under Provider accounts.`,
    }
  const amount_minor = plan_price.amount_minor - cost.amount_minor
  return { margin: { amount_minor, currency: plan_price.currency }, margin_unknown: null }
}

import type { MethodOffer, PlannerInput, ProviderCost } from './schema.ts'

/** What is left of the plan's price, where both are known in one currency. */
export const marginOf = (
  { plan_price }: PlannerInput,
  { money, billed_to }: ProviderCost,
): Pick<MethodOffer, 'margin' | 'margin_unknown'> => {
  if (billed_to === 'organization') return { margin: plan_price, margin_unknown: null }
  if (money === null) return { margin: null, margin_unknown: 'The cost is not known.' }
  if (money.amount_minor === 0) return { margin: plan_price, margin_unknown: null }
  if (money.currency !== plan_price.currency)
    return {
      margin: null,
      margin_unknown: `The plan is priced in ${plan_price.currency}, the cost is in ${money.currency}; nothing is converted.`,
    }
  const amount_minor = plan_price.amount_minor - money.amount_minor
  return { margin: { amount_minor, currency: plan_price.currency }, margin_unknown: null }
}

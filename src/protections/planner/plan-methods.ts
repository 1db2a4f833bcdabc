import { cheapestOf } from './cheapest-of.ts'
import { costOf } from './cost-of.ts'
import { draftOffers } from './draft-offers.ts'
import { marginOf } from './margin-of.ts'
import type { MethodOffer, PlannerInput } from './schema.ts'
import { storageOf } from './storage-of.ts'

/**
 * For a server, a plan and a wish: which methods satisfy it, what each costs a month, and why the others do not. The enable
 * dialog, recommendations and cost figures all ask this. Pure; differences between providers come as capabilities.
 */
export const planMethods = (input: PlannerInput): MethodOffer[] => {
  const offers = draftOffers(input).map((draft) => {
    const provider_cost = costOf(draft, input)
    const { plan_price, covered } = input
    return {
      ...draft,
      storage: storageOf(draft, input.server),
      customer_pays: covered ? { amount_minor: 0, currency: plan_price.currency } : plan_price,
      provider_cost,
      ...marginOf(input, provider_cost),
    }
  })
  const least = cheapestOf(offers)
  return offers.map((offer) => ({ ...offer, cheapest: offer === least?.offer ? least.of : null }))
}

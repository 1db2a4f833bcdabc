import type { MethodOffer } from './schema.ts'

type Priced = Pick<MethodOffer, 'fits' | 'provider_cost'>

/** Which offer costs least of those that fit, and of how many that is known; null where there is nothing to compare. Pure. */
export const cheapestOf = <Offer extends Priced>(
  offers: readonly Offer[],
): { offer: Offer; of: 'of_all' | 'of_known' } | null => {
  const fitting = offers.filter(({ fits }) => fits)
  const priced = fitting.flatMap((offer) => {
    const cost = offer.provider_cost
    const money = cost?.converted ?? cost?.money ?? null
    return money === null ? [] : [{ offer, money }]
  })
  // Nothing costs nothing in every currency.
  const currencies = new Set(priced.filter(({ money }) => money.amount_minor > 0).map(({ money }) => money.currency))
  const [least] = priced.sort((a, b) => a.money.amount_minor - b.money.amount_minor)
  if (least === undefined || priced.length < 2 || currencies.size > 1) return null
  return { offer: least.offer, of: priced.length === fitting.length ? 'of_all' : 'of_known' }
}

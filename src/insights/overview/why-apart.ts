import { inOwnCurrency, type Reckoning } from './in-own-currency.ts'

/** Why amounts of these currencies do not become one sum, in a sentence; null where they are of one, or do. Pure. */
export const whyApart = (currencies: readonly string[], reckoning: Reckoning): string | null => {
  const all = [...new Set(currencies)].sort()
  if (all.length < 2) return null
  const amounts = `The amounts are in ${all.join(' and ')}`
  const { currency: own } = reckoning
  if (own === null) return `${amounts}, and there is no plan yet whose currency they could be shown in.`
  const missing = all.filter((currency) => inOwnCurrency({ amount_minor: 0, currency }, reckoning) === null)
  if (missing.length === 0) return null
  return `${amounts}, and no rate between ${missing.join(' or ')} and ${own} is known. Enter one under Provider accounts.`
}

import type { KnownRate } from '../../protections/planner/schema.ts'
import { inOwnCurrency, type Reckoning } from './in-own-currency.ts'
import type { Amount, Converted } from './schema.ts'

/** One sum of all amounts, with the rates that it took; null where one of them has no rate, or where all are of that currency anyway. Pure. */
export const inOneCurrency = (amounts: readonly Amount[], reckoning: Reckoning): Converted | null => {
  const used = new Map<string, KnownRate>()
  let sum = 0
  for (const amount of amounts) {
    const own = inOwnCurrency(amount, reckoning)
    if (own === null) return null
    if (own.rate !== null) used.set(amount.currency, own.rate)
    sum += own.amount_minor
  }
  return used.size === 0 || reckoning.currency === null || !Number.isSafeInteger(sum)
    ? null
    : { amount_minor: sum, currency: reckoning.currency, rates: [...used.values()] }
}

import { minorDigits } from '../../lib/money.ts'
import type { Reckoning } from '../overview/in-own-currency.ts'

/** What a minor unit of each currency is worth in minor units of the operators' own; of those with a rate. Pure. */
export const minorFactors = ({ currency: own, rates }: Reckoning): { currency: string; factor: number }[] => {
  if (own === null) return []
  const factors = new Map([[own, 1]])
  const add = (currency: string, worth: number) =>
    factors.set(currency, worth * 10 ** (minorDigits(own) - minorDigits(currency)))
  for (const { from_currency, to_currency, rate } of rates) if (from_currency === own) add(to_currency, 1 / rate)
  // One that was entered this way round counts before its inverse.
  for (const { from_currency, to_currency, rate } of rates) if (to_currency === own) add(from_currency, rate)
  return [...factors].map(([currency, factor]) => ({ currency, factor }))
}

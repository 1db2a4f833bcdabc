import type { Amount } from './schema.ts'

/** One amount for each currency, in the order of their names: nothing is converted. Pure. */
export const addAmounts = (amounts: readonly Amount[]): Amount[] => {
  const sums = new Map<string, number>()
  for (const { amount_minor, currency } of amounts) sums.set(currency, (sums.get(currency) ?? 0) + amount_minor)
  return [...sums].sort().map(([currency, amount_minor]) => ({ amount_minor, currency }))
}

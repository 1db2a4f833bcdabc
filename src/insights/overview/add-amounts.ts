import type { Amount } from './schema.ts'

/** One amount for each currency, in the order of their names: nothing is converted. What comes to nothing is left out: it needs no rate. Pure. */
export const addAmounts = (amounts: readonly Amount[]): Amount[] => {
  const sums = new Map<string, number>()
  for (const { amount_minor, currency } of amounts) sums.set(currency, (sums.get(currency) ?? 0) + amount_minor)
  return [...sums]
    .filter(([, amount_minor]) => amount_minor !== 0)
    .sort()
    .map(([currency, amount_minor]) => ({ amount_minor, currency }))
}

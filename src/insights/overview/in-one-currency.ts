import { convertMoney } from '../../protections/planner/convert-money.ts'
import type { KnownRate } from '../../protections/planner/schema.ts'
import type { Amount, Converted } from './schema.ts'

/** What amounts of several currencies come to: in the operators' own, by the rates that they entered. */
export type Reckoning = { currency: string | null; rates: readonly KnownRate[] }

/** One sum of all amounts, with the rates that it took; null where one of them has no rate, or where all are of that currency anyway. Pure. */
export const inOneCurrency = (amounts: readonly Amount[], { currency, rates }: Reckoning): Converted | null => {
  if (currency === null) return null
  const used = new Map<string, KnownRate>()
  let sum = 0
  for (const amount of amounts) {
    if (amount.currency === currency) {
      sum += amount.amount_minor
      continue
    }
    const found = convertMoney(amount, currency, rates)
    if (found === null) return null
    const { from_currency, to_currency, rate, as_of } = found.rate
    used.set(amount.currency, { from_currency, to_currency, rate, as_of })
    sum += found.money.amount_minor
  }
  return used.size === 0 || !Number.isSafeInteger(sum)
    ? null
    : { amount_minor: sum, currency, rates: [...used.values()] }
}

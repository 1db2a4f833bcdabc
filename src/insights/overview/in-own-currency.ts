import { convertMoney } from '../../protections/planner/convert-money.ts'
import type { KnownRate } from '../../protections/planner/schema.ts'
import type { Amount } from './schema.ts'

/** What amounts of several currencies come to: in the operators' own, by the rates that they entered. */
export type Reckoning = { currency: string | null; rates: readonly KnownRate[] }

type Own = {
  amount_minor: number
  /** That it was converted with; null where it was of that currency. */
  rate: KnownRate | null
}

/** One amount in the operators' own currency; null where no rate leads there. Pure. */
export const inOwnCurrency = (amount: Amount, { currency, rates }: Reckoning): Own | null => {
  if (currency === null) return null
  if (amount.currency === currency) return { amount_minor: amount.amount_minor, rate: null }
  const found = convertMoney(amount, currency, rates)
  if (found === null) return null
  const { from_currency, to_currency, rate, as_of } = found.rate
  return { amount_minor: found.money.amount_minor, rate: { from_currency, to_currency, rate, as_of } }
}

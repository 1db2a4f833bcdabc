import { type Money, minorDigits } from '../../lib/money.ts'
import type { KnownRate } from './schema.ts'

/**
 * An amount in another currency by an entered rate, or by the one the other way round; null where neither is there, and where what it
 * comes to is no exact whole number. Pure.
 */
export const convertMoney = (
  { amount_minor, currency }: Money,
  to: string,
  rates: readonly KnownRate[],
): { money: Money; rate: KnownRate } | null => {
  const there = rates.find(({ from_currency, to_currency }) => from_currency === currency && to_currency === to)
  const back = rates.find(({ from_currency, to_currency }) => from_currency === to && to_currency === currency)
  const rate = there ?? back
  if (rate === undefined) return null
  const factor = there === undefined ? 1 / rate.rate : rate.rate
  const main = (amount_minor / 10 ** minorDigits(currency)) * factor
  const converted = Math.round(main * 10 ** minorDigits(to))
  return Number.isSafeInteger(converted) ? { money: { amount_minor: converted, currency: to }, rate } : null
}

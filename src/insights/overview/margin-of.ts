import type { KnownRate } from '../../protections/planner/schema.ts'
import { inOneCurrency } from './in-one-currency.ts'
import type { Reckoning } from './in-own-currency.ts'
import type { Amount } from './schema.ts'
import { whyApart } from './why-apart.ts'

type Sides = {
  revenue: readonly Amount[]
  cost: readonly Amount[]
  /** Images whose cost nobody knows. */
  unpriced: number
}
export type Margin = {
  margin: Amount | null
  margin_unknown: string | null
  /** Those that it was converted with; none where all was of one currency. */
  margin_rates: KnownRate[]
}

/** Revenue less cost: where all amounts are of one currency or rates make them so, and what images cost is known of all. Pure. */
export const marginOf = ({ revenue, cost, unpriced }: Sides, reckoning: Reckoning): Margin => {
  const unknown = (margin_unknown: string): Margin => ({ margin: null, margin_unknown, margin_rates: [] })
  const currencies = [...new Set([...revenue, ...cost].map(({ currency }) => currency))].sort()
  const [currency] = currencies
  if (currency === undefined && unpriced === 0) return unknown('There is neither revenue nor cost.')
  if (currency === undefined || unpriced > 0)
    return unknown(`What ${unpriced} of the backups cost is not known. Enter prices under Provider accounts.`)
  if (currencies.length === 1)
    return { margin: { currency, amount_minor: sumOf(revenue) - sumOf(cost) }, margin_unknown: null, margin_rates: [] }
  const spent = cost.map((amount) => ({ ...amount, amount_minor: -amount.amount_minor }))
  const left = inOneCurrency([...revenue, ...spent], reckoning)
  if (left === null) return unknown(whyApart(currencies, reckoning) ?? 'The amounts are too large to be added.')
  const { rates, ...margin } = left
  return { margin, margin_unknown: null, margin_rates: rates }
}

const sumOf = (amounts: readonly Amount[]): number => amounts.reduce((sum, { amount_minor }) => sum + amount_minor, 0)

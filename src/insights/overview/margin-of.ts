import type { Amount } from './schema.ts'

type Sides = {
  revenue: readonly Amount[]
  cost: readonly Amount[]
  /** Images whose cost nobody knows. */
  unpriced: number
}
export type Margin = { margin: Amount | null; margin_unknown: string | null }

/** Revenue less cost: only where all amounts are of one currency, and what images cost is known of all. Pure. */
export const marginOf = ({ revenue, cost, unpriced }: Sides): Margin => {
  const unknown = (margin_unknown: string): Margin => ({ margin: null, margin_unknown })
  const currencies = [...new Set([...revenue, ...cost].map(({ currency }) => currency))].sort()
  const [currency] = currencies
  if (currency === undefined && unpriced === 0) return unknown('There is neither revenue nor cost.')
  if (currencies.length > 1) return unknown(`The amounts are in ${currencies.join(' and ')}, which are not added.`)
  if (currency === undefined || unpriced > 0)
    return unknown(`What ${unpriced} of the backups cost is not known. Enter prices under Provider accounts.`)
  return { margin: { currency, amount_minor: sumOf(revenue) - sumOf(cost) }, margin_unknown: null }
}

const sumOf = (amounts: readonly Amount[]): number => amounts.reduce((sum, { amount_minor }) => sum + amount_minor, 0)

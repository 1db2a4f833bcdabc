import { inOneCurrency } from '../overview/in-one-currency.ts'
import type { Reckoning } from '../overview/in-own-currency.ts'
import type { CostRow } from './schema.ts'

/** What the amounts of a row come to in the operators' own currency. Pure. */
export const costInOneCurrency = (
  { amounts, now }: Pick<CostRow, 'amounts' | 'now'>,
  reckoning: Reckoning,
): CostRow['converted'] => {
  const of = (side: 'so_far_minor' | 'estimate_minor') =>
    inOneCurrency(
      amounts.map(({ currency, [side]: amount_minor }) => ({ currency, amount_minor })),
      reckoning,
    )
  return {
    so_far: of('so_far_minor'),
    estimate: of('estimate_minor'),
    now: inOneCurrency(now?.amounts ?? [], reckoning),
  }
}

import type { Money } from '../../format/format-money.ts'
import { Amount } from '../../ui/Amount.tsx'

/** An amount of each currency, side by side: nothing is converted. */
export function Amounts({ amounts, none }: { amounts: readonly Money[]; none: string }) {
  if (amounts.length === 0) return <span className="bs-dim">{none}</span>
  return amounts.map((money, n) => (
    <span key={money.currency}>
      {n > 0 && ' + '}
      <Amount money={money} />
    </span>
  ))
}

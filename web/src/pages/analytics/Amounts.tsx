import type { Money } from '../../format/format-money.ts'
import { Amount } from '../../ui/Amount.tsx'
import { TwoLines } from '../../ui/TwoLines.tsx'

type Props = {
  amounts: readonly Money[]
  /** All of them as one, where rates make them so. */
  converted?: Money | null
  none: string
}

/** An amount of each currency, side by side; where rates make them one, below that. */
export function Amounts({ amounts, converted, none }: Props) {
  if (amounts.length === 0) return <span className="bs-dim">{none}</span>
  const parts = amounts.map((money, n) => (
    <span key={money.currency}>
      {n > 0 && ' + '}
      <Amount money={money} />
    </span>
  ))
  return converted ? <TwoLines first={<Amount money={converted} about />} second={parts} /> : parts
}

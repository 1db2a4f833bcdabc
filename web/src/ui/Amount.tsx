import { formatMoney, type Money } from '../format/format-money.ts'

/** Money in the reader's writing; `about` for what was converted or estimated. */
export function Amount({ money, about }: { money: Money; about?: boolean }) {
  return <span className="bs-num bs-nowrap">{formatMoney(money, { about })}</span>
}

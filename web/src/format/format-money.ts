import { numberFormat } from './number-format.ts'
import { minus, nbsp } from './spaces.ts'

export type Money = { amount_minor: number; currency: string }

/** An amount kept in minor units, symbol where the reader's locale wants it: €12.99, −€2.30. `about` marks a converted or estimated one. */
export function formatMoney(money: Money, options: { locale?: string; about?: boolean } = {}): string {
  const format = numberFormat(options.locale, {
    style: 'currency',
    currency: money.currency,
    currencyDisplay: 'narrowSymbol',
  })
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2
  const text = format.format(money.amount_minor / 10 ** digits).replace('-', minus)
  return options.about ? `≈${nbsp}${text}` : text
}

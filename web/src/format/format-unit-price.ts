import { numberFormat } from './number-format.ts'

/** What a GB costs a month, with all its digits: €0.0143 per GB. */
export function formatUnitPrice({ micros, currency }: { micros: number; currency: string }, locale?: string): string {
  const format = numberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    maximumFractionDigits: 6,
  })
  return `${format.format(micros / 1e6)} per GB`
}

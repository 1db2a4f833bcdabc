/** A round amount beside a chart: €4k, €2.5k, 0. Minor units in. */
export function formatMoneyTick(amount_minor: number, currency: string, locale?: string): string {
  if (amount_minor === 0) return '0'
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    notation: 'compact',
    minimumFractionDigits: 0,
    maximumFractionDigits: 2,
  })
  return format.format(amount_minor / minorUnits(currency)).replace('K', 'k')
}

/** How many of the smallest make one of the currency. */
export function minorUnits(currency: string): number {
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits
  return 10 ** (digits ?? 2)
}

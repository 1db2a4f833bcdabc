type Rate = { from_currency: string; to_currency: string; rate: number }

/** What one unit is worth, to as many digits as were entered: $1 = €0.86. */
export function rateWords({ from_currency, to_currency, rate }: Rate, locale?: string): string {
  const of = (value: number, currency: string, most: number) =>
    new Intl.NumberFormat(locale, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
      minimumFractionDigits: 0,
      maximumFractionDigits: most,
    }).format(value)
  return `${of(1, from_currency, 0)} = ${of(rate, to_currency, 8)}`
}

/** How many digits a currency has behind its point. */
function digitsOf(currency: string): number {
  try {
    return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  } catch {
    return 2
  }
}

/** An amount as somebody types it, in minor units; null where it is none. Point or comma, no thousands. */
export function minorOf(text: string, currency: string): number | null {
  const digits = digitsOf(currency)
  const match = /^(\d{1,7})(?:[.,](\d+))?$/.exec(text.trim())
  if (!match) return null
  const [, whole = '', part = ''] = match
  if (part.length > digits) return null
  return Number(whole + part.padEnd(digits, '0'))
}

/** The other way round, for a field to begin with: 1299 becomes 12.99. */
export function moneyText(minor: number, currency: string): string {
  const digits = digitsOf(currency)
  return (minor / 10 ** digits).toFixed(digits)
}

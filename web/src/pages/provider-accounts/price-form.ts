import type { ChangePricesInput, PriceTable } from '../../api/price-types.ts'
import { microsOf } from '../../lib/micros-of.ts'
import { minorOf, moneyText } from '../../lib/money-text.ts'

export type PriceValues = {
  as_of: string
  currency: string
  /** How the provider's own backups are priced. */
  kind: 'size' | 'share' | 'unknown'
  day: string
  week: string
  /** A size a line: VPS 10: 1.50. */
  sizes: string
  snapshot_gb: string
  note: string
}

/** A table as the form shows it. */
export function priceValuesOf({ prices, as_of, note }: PriceTable): PriceValues {
  const sizes = Object.entries(prices?.native ?? {})
  const currency =
    sizes[0]?.[1].currency ??
    prices?.snapshot_gb_month?.currency ??
    Object.values(prices?.servers ?? {})[0]?.currency ??
    'EUR'
  return {
    as_of: as_of ?? '',
    currency,
    kind: prices?.native ? 'size' : prices?.native_percent ? 'share' : 'unknown',
    day: String(prices?.native_percent?.day ?? ''),
    week: String(prices?.native_percent?.week ?? ''),
    sizes: sizes.map(([name, price]) => `${name}: ${moneyText(price.amount_minor, price.currency)}`).join('\n'),
    snapshot_gb: prices?.snapshot_gb_month ? String(prices.snapshot_gb_month.micros / 1e6) : '',
    note: note ?? '',
  }
}

/** What the form sends; prices of servers stay as they are. Call it once the checks below pass. */
export function priceInputOf(values: PriceValues, { prices }: PriceTable): ChangePricesInput {
  const currency = currencyOf(values)
  const lines = linesOf(values.sizes).map((line) => priceOf(line, currency))
  const micros = microsOf(values.snapshot_gb)
  return {
    servers: prices?.servers ?? {},
    native_percent: values.kind === 'share' ? { day: Number(values.day), week: Number(values.week) } : null,
    native: values.kind === 'size' ? Object.fromEntries(lines.filter((line) => line !== null)) : null,
    snapshot_gb_month: micros === null ? null : { micros, currency },
    as_of: values.as_of,
    note: values.note.trim() || null,
  }
}

export const priceChecks = {
  as_of: (text: string): string | null =>
    /^\d{4}-\d{2}-\d{2}$/.test(text) ? null : 'Enter the day on which these prices were seen.',
  currency: (text: string): string | null => (/^[A-Za-z]{3}$/.test(text.trim()) ? null : 'Three letters, such as EUR.'),
  day: (text: string, { kind }: PriceValues): string | null => (kind === 'share' ? percentProblem(text) : null),
  week: (text: string, { kind }: PriceValues): string | null => (kind === 'share' ? percentProblem(text) : null),
  sizes: (text: string, values: PriceValues): string | null => {
    if (values.kind !== 'size') return null
    if (linesOf(text).length === 0) return 'Enter at least one size, such as VPS 10: 1.50.'
    const wrong = linesOf(text).find((line) => priceOf(line, currencyOf(values)) === null)
    return wrong === undefined ? null : `"${wrong}" is no size with a price, such as VPS 10: 1.50.`
  },
  snapshot_gb: (text: string): string | null =>
    text.trim() === '' || microsOf(text) !== null ? null : 'Type a price, such as 0.06, or nothing.',
}

const percentProblem = (text: string) =>
  /^\d{1,3}(\.\d{1,2})?$/.test(text.trim()) ? null : 'Type per cent of the server’s price, such as 20.'
const currencyOf = ({ currency }: PriceValues) => currency.trim().toUpperCase()

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
}

function priceOf(line: string, currency: string) {
  const [, name = '', amount = ''] = /^(.+)[:=]([^:=]+)$/.exec(line) ?? []
  const minor = minorOf(amount, currency)
  return name.trim() === '' || minor === null ? null : ([name.trim(), { amount_minor: minor, currency }] as const)
}

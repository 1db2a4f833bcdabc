import type { Prices, PriceTable } from '../../api/price-types.ts'
import { formatMoney } from '../../format/format-money.ts'
import { formatPlural } from '../../format/format-plural.ts'

/** What the provider's own backups cost, in a line. */
export function nativeWords({ native, native_percent }: Prices): string {
  if (native !== null) return rangeWords(native)
  if (native_percent === null) return 'not known'
  const { day, week } = native_percent
  return day === week ? `${day} % of the server` : `${day} % daily, ${week} % weekly`
}

/** What snapshots cost a month. */
export function snapshotWords({ prices, snapshots_billed }: Pick<PriceTable, 'prices' | 'snapshots_billed'>): string {
  if (snapshots_billed === null) return 'none there'
  if (snapshots_billed === 'included') return 'part of the server'
  const price = prices?.snapshot_gb_month ?? null
  if (price === null) return 'not known'
  const options = { style: 'currency', currency: price.currency, currencyDisplay: 'narrowSymbol' } as const
  const text = new Intl.NumberFormat(undefined, { ...options, maximumFractionDigits: 6 }).format(price.micros / 1e6)
  return `${text} per GB`
}

/** How many sizes a table has, from the cheapest to the dearest. */
export function rangeWords(table: Prices['servers']): string {
  const prices = Object.values(table).sort((a, b) => a.amount_minor - b.amount_minor)
  const [least] = prices
  const most = prices.at(-1)
  if (least === undefined || most === undefined) return 'none'
  const range = least === most ? formatMoney(least) : `${formatMoney(least)} to ${formatMoney(most)}`
  return `${formatPlural(prices.length, 'size')}, ${range}`
}

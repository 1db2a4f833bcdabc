import type { Money } from '../format/format-money.ts'

export type Prices = {
  /** Of a size a month. */
  servers: Record<string, Money>
  /** The provider's own backups, as a share of the server's price. */
  native_percent: { day: number; week: number } | null
  /** The same by size, where they have prices of their own. */
  native: Record<string, Money> | null
  /** A GB of snapshots a month, in millionths of the currency's main unit. */
  snapshot_gb_month: { micros: number; currency: string } | null
}

export type PriceTable = {
  provider: string
  label: string
  /** Null while none are known. */
  prices: Prices | null
  /** Null where there are none. */
  snapshots_billed: 'per_gb' | 'included' | null
  source: 'provider' | 'operator' | null
  as_of: string | null
  note: string | null
  updated_at: string | null
}

export type ChangePricesInput = Prices & { as_of: string; note: string | null }

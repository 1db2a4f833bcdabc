import type { LocationRow } from './location-queries.ts'
import type { StoragePrice } from './schema.ts'

type PriceColumns = Pick<LocationRow, 'gb_month_micros' | 'gb_month_currency' | 'price_as_of'>

/** The price of a location; null where nobody entered one. Pure. */
export const priceOf = ({
  gb_month_micros: micros,
  gb_month_currency: currency,
  price_as_of: as_of,
}: PriceColumns): StoragePrice | null =>
  micros === null || currency === null || as_of === null ? null : { gb_month: { micros, currency }, as_of }

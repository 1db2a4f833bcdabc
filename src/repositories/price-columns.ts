import type { Clock } from '../lib/clock.ts'
import { requireSeenDay } from '../lib/require-seen-day.ts'
import type { StoragePrice } from './schema.ts'

/** A price as its row keeps it, or that there is none. Throws invalid_request for a day to come. */
export const priceColumns = (clock: Clock, price: StoragePrice | null) => {
  if (price === null) return { gb_month_micros: null, gb_month_currency: null, price_as_of: null }
  const { gb_month, as_of } = price
  requireSeenDay(clock, { field: 'price.as_of', day: as_of, seen: 'this price was' })
  return { gb_month_micros: gb_month.micros, gb_month_currency: gb_month.currency, price_as_of: as_of }
}

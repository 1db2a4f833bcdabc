import type { StorageLocation } from '../../../src/repositories/schema.ts'
import { formatMoney } from '../format/format-money.ts'
import { formatUnitPrice } from '../format/format-unit-price.ts'

/** What a location costs, in a line. */
export function costWords({ price, monthly_cost }: Pick<StorageLocation, 'price' | 'monthly_cost'>): string {
  if (price === null || monthly_cost === null) return 'no price'
  return `${formatMoney(monthly_cost)} a month at ${formatUnitPrice(price.gb_month)}`
}

import { moneyWords } from '../../lib/money.ts'
import { priceForSize } from './price-for-size.ts'
import type { NativeCostInput, PricedAt } from './schema.ts'

/** What the provider charges a month for its own backups. */
export const nativeCost = ({ server, capabilities, prices }: NativeCostInput, every: 'day' | 'week'): PricedAt => {
  const label = capabilities?.label ?? 'the provider'
  const unknown = (basis: string): PricedAt => ({ money: null, estimate: false, basis, dated: prices !== null })
  if (prices === null) return unknown(`No prices of ${label} are known. An operator enters them under Prices.`)
  const { native, native_percent, servers } = prices.prices
  if (native !== null) {
    const found = priceForSize(native, server.size)
    if (found === null) return unknown(`The table of prices has none for the size ${server.size ?? 'of this server'}.`)
    return { money: found.price, estimate: false, basis: `Price for ${found.name}`, dated: true }
  }
  if (native_percent === null)
    return unknown(`What ${label} charges for its own backups is not in the table of prices.`)
  const price = server.price ?? priceForSize(servers, server.size)?.price ?? null
  if (price === null) return unknown('The price of the server is not known, and backups cost a share of it.')
  const percent = native_percent[every]
  return {
    money: { amount_minor: Math.round((price.amount_minor * percent) / 100), currency: price.currency },
    estimate: false,
    basis: `${percent} % of ${moneyWords(price)}`,
    dated: true,
  }
}

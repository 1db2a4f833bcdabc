import type { Context } from '../../context.ts'
import { microsPerMinor } from '../../lib/money.ts'
import { nativeCost } from '../../protections/planner/native-cost.ts'
import { nativeEvery } from '../../protections/planner/native-every.ts'
import { type PricesRead, readPrices } from '../../provider-accounts/prices/read-prices.ts'
import { type ProviderName, providerNames } from '../../providers/provider.ts'
import { listLocationPrices } from '../../repositories/list-location-prices.ts'
import {
  listPricedAlikeAcrossOrganizations,
  listProvidersAcrossOrganizations,
  type PricedAlike,
  type SnapshotPrice,
  type UsagePrices,
} from './record-queries.ts'

/**
 * What providers ask for the images of servers as they are now, of one or of all: reckoned as the planner does it, once for each kind of
 * server, for SQL to join. And what operators pay for the storage of files. For the system's own work, and after the server was found.
 */
export const usagePrices = async (ctx: Context, of: { server_id: string | null }): Promise<UsagePrices> => {
  const connected = new Set(await listProvidersAcrossOrganizations(ctx.db))
  const names = providerNames.filter((name) => connected.has(name))
  const prices = new Map<string, PricesRead | null>()
  for (const name of names) prices.set(name, await readPrices(ctx, { provider: name }))
  const alike = await listPricedAlikeAcrossOrganizations(ctx.db, of.server_id)
  return {
    natives: alike.flatMap((kind) => nativePrice(ctx, kind, prices.get(kind.provider) ?? null) ?? []),
    snapshots: names.flatMap((name) => snapshotPrice(ctx, name, prices.get(name) ?? null) ?? []),
    files: (await listLocationPrices(ctx)).map(({ storage_location_id, gb_month, as_of }) => {
      return { storage_location_id, ...gb_month, micros_per_minor: microsPerMinor(gb_month.currency), as_of }
    }),
  }
}

const nativePrice = (ctx: Context, kind: PricedAlike, prices: PricesRead | null) => {
  const name = providerNames.find((name) => name === kind.provider)
  if (name === undefined) return null
  const { capabilities } = ctx.providers.describe(name)
  const { size, price_minor, currency } = kind
  const price = price_minor === null || currency === null ? null : { amount_minor: price_minor, currency }
  const { money, dated } = nativeCost(
    { server: { size, price }, capabilities, prices },
    nativeEvery(kind.every, capabilities),
  )
  if (money === null) return null
  const as_of = dated ? (prices?.as_of ?? null) : null
  return { key: kind.key, minor: money.amount_minor, currency: money.currency, as_of }
}

const snapshotPrice = (ctx: Context, name: ProviderName, prices: PricesRead | null): SnapshotPrice | null => {
  const { snapshot } = ctx.providers.describe(name).capabilities
  if (snapshot?.billed === 'included') {
    // Nothing, in whatever currency the provider counts.
    const currency = Object.values(prices?.prices.native ?? {})[0]?.currency ?? 'USD'
    return { provider: name, micros: 0, micros_per_minor: 1, currency, as_of: null }
  }
  const price = prices?.prices.snapshot_gb_month ?? null
  if (price === null) return null
  const { micros, currency } = price
  const micros_per_minor = microsPerMinor(currency)
  return { provider: name, micros, micros_per_minor, currency, as_of: prices?.as_of ?? null }
}

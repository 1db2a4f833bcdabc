import { type Money, monthlyMoney, unitPriceWords } from '../../lib/money.ts'
import { nativeCost } from './native-cost.ts'
import type { Keeps, PlannerInput, PricedAt } from './schema.ts'

const gb = 1_000_000_000

/** What the provider charges a month once as many snapshots are there as will be kept. */
export const snapshotCost = (input: PlannerInput, keeps: Keeps): PricedAt => {
  const { capabilities, server } = input
  const own = ownCost(input, keeps)
  if (capabilities?.snapshot?.needs_native !== true || server.native_on) return own
  const native = nativeCost(input, capabilities.native?.schedules.includes('day') === false ? firstOf(input) : 'day')
  return together(own, native, capabilities.label)
}

const firstOf = ({ capabilities }: PlannerInput) => capabilities?.native?.schedules[0] ?? 'day'

const ownCost = ({ server, capabilities, prices, plan_price }: PlannerInput, { count }: Keeps): PricedAt => {
  const label = capabilities?.label ?? 'the provider'
  const unknown = (basis: string): PricedAt => ({ money: null, estimate: false, basis, dated: prices !== null })
  if (capabilities?.snapshot?.billed === 'included') {
    const currency = server.price?.currency ?? plan_price.currency
    return { money: { amount_minor: 0, currency }, estimate: false, basis: 'Part of the server’s price', dated: false }
  }
  if (prices === null) return unknown(`No prices of ${label} are known. An operator enters them under Prices.`)
  const price = prices.prices.snapshot_gb_month
  if (price === null) return unknown(`What ${label} charges for a GB of snapshots is not in the table of prices.`)
  const bytes = server.newest_image_bytes ?? server.disk_bytes
  if (bytes === null) return unknown('The size of an image of this server is not known before the first one is made.')
  const size = `${Number((bytes / gb).toFixed(1))} GB`
  const snapshots = `${count} ${count === 1 ? 'snapshot' : 'snapshots'} of ${server.newest_image_bytes === null ? 'at most ' : ''}${size}`
  return {
    money: monthlyMoney(bytes * count, price),
    estimate: true,
    basis: `${snapshots} at ${unitPriceWords(price)} per GB${server.newest_image_bytes === null ? ', by the size of the disk' : ', by the newest image'}`,
    dated: true,
  }
}

const together = (own: PricedAt, native: PricedAt, label: string): PricedAt => {
  const sum = own.money === null || native.money === null ? null : addMoney(own.money, native.money)
  const basis = `${own.basis}; with ${label}'s own backups, which have to be on: ${native.basis}`
  return { money: sum, estimate: own.estimate || native.estimate, basis, dated: own.dated || native.dated }
}

const addMoney = (one: Money, other: Money): Money | null => {
  if (one.amount_minor === 0) return other
  if (other.amount_minor === 0) return one
  if (one.currency !== other.currency) return null
  return { amount_minor: one.amount_minor + other.amount_minor, currency: one.currency }
}

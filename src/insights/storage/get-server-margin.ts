import { listSubscriptions } from '../../billing/list-subscriptions.ts'
import { type Context, requireOperator } from '../../context.ts'
import { type Money, unitPriceWords } from '../../lib/money.ts'
import { listProtections } from '../../protections/list-protections.ts'
import { filesCost } from '../../protections/planner/files-cost.ts'
import { nativeCost } from '../../protections/planner/native-cost.ts'
import { nativeEvery } from '../../protections/planner/native-every.ts'
import type { PricedAt } from '../../protections/planner/schema.ts'
import { sizeWords } from '../../protections/planner/size-words.ts'
import type { Protection } from '../../protections/schema.ts'
import { readPrices } from '../../provider-accounts/prices/read-prices.ts'
import { providerNames } from '../../providers/provider.ts'
import { readFileStorage } from '../../repositories/read-file-storage.ts'
import { billedTo } from '../../servers/billed-to.ts'
import { type LoadedServer, loadServer } from '../../servers/load-server.ts'
import { NativeScheduleShape } from '../../servers/schema.ts'
import { addAmounts } from '../overview/add-amounts.ts'
import { marginOf } from '../overview/margin-of.ts'
import { readReckoning } from '../overview/read-reckoning.ts'
import { type HeldNow, listHeldNow, type UsagePrices } from './record-queries.ts'
import type { ServerCharge, ServerMargin } from './schema.ts'
import { usagePrices } from './usage-prices.ts'

// An organization has few on one plan.
const manySubscriptions = 200

/** What each method of a server costs a month as it is now, what its place brings, and what is left of that. For operators. */
export const getServerMargin = async (ctx: Context, input: { server_id: string }): Promise<ServerMargin> => {
  requireOperator(ctx.caller)
  const server = await loadServer(ctx, input)
  const protections = (await listProtections(ctx, input)).data
  const charges = await chargesOf(ctx, server, protections)
  const billed_to = billedTo(server)
  const sold = await soldFor(ctx, server, protections)
  // Files lie in the operators' own storage, whomever the provider bills.
  const paid = charges.filter(({ method, charged }) => charged && (method === 'files' || billed_to !== 'organization'))
  const cost = addAmounts(paid.flatMap(({ money }) => money ?? []))
  // As with a customer's margin: storage without a price leaves files out of it, which their charge says.
  const unpriced = paid.filter(({ method, money }) => method !== 'files' && money === null).length
  const sides = { revenue: sold === null ? [] : [sold.money], cost, unpriced }
  return { charges, billed_to, sold, cost, ...marginOf(sides, await readReckoning(ctx)) }
}

const chargesOf = async (
  ctx: Context,
  server: LoadedServer,
  protections: readonly Protection[],
): Promise<ServerCharge[]> => {
  const prices = await usagePrices(ctx, { server_id: server.id })
  const held = await listHeldNow(ctx.db, { server_id: server.id, now: ctx.clock.now(), prices })
  const wanted = (method: Protection['method']) =>
    protections.some((one) => one.method === method && one.desired_state === 'on')
  const charges: ServerCharge[] = []
  if (server.native_state === 'on' || wanted('native'))
    charges.push(...(await nativeCharge(ctx, server, server.native_state === 'on')))
  const snapshots = held.find(({ method }) => method === 'snapshot')
  if (snapshots !== undefined) charges.push(snapshotCharge(snapshots, prices, server.provider))
  if (wanted('files') || held.some(({ method }) => method === 'files')) charges.push(await filesCharge(ctx, server))
  return charges
}

const nativeCharge = async (ctx: Context, server: LoadedServer, charged: boolean): Promise<ServerCharge[]> => {
  const provider = providerNames.find((name) => name === server.provider)
  if (provider === undefined) return []
  const { capabilities } = ctx.providers.describe(provider)
  const prices = await readPrices(ctx, { provider })
  const { size, price_minor, currency } = server
  const price = price_minor === null || currency === null ? null : { amount_minor: price_minor, currency }
  const schedule = NativeScheduleShape.nullable().parse(server.native_schedule)
  const cost = nativeCost({ server: { size, price }, capabilities, prices }, nativeEvery(schedule?.every, capabilities))
  return [toCharge('native', cost, charged, prices?.as_of)]
}

/** By what lies there now, as each day's cost is written down. */
const snapshotCharge = (held: HeldNow, prices: UsagePrices, provider: string): ServerCharge => {
  const { points, bytes, unsized, monthly_minor, currency, price_as_of: as_of } = held
  const price = prices.snapshots.find((one) => one.provider === provider)
  const basis =
    price === undefined
      ? 'What a GB of snapshots costs is not in the table of prices.'
      : price.micros === 0
        ? 'Part of the server’s price'
        : unsized === points
          ? 'The provider does not tell how large they are.'
          : `${sizeWords(bytes)} at ${unitPriceWords(price)} per GB${unsized === 0 ? '' : `, without ${unsized} of unknown size`}`
  const money = monthly_minor === null || currency === null ? null : { amount_minor: monthly_minor, currency }
  return { method: 'snapshot', money, basis, charged: true, as_of }
}

const filesCharge = async (ctx: Context, { id }: LoadedServer): Promise<ServerCharge> => {
  const file_storage = await readFileStorage(ctx, { server_id: id })
  const cost = filesCost({ file_storage, newest_files_bytes: null })
  // Before its first backup nothing lies there that could cost anything.
  return toCharge('files', cost, file_storage?.bytes != null, file_storage?.price?.as_of)
}

const toCharge = (
  method: ServerCharge['method'],
  { money, basis, dated }: PricedAt,
  charged: boolean,
  as_of: string | undefined,
): ServerCharge => ({ method, money, basis, charged, as_of: dated ? (as_of ?? null) : null })

/** Older subscriptions keep the price they began with: the mean of a place over those that pay for the plan. */
const soldFor = async (
  ctx: Context,
  { organization_id }: LoadedServer,
  protections: readonly Protection[],
): Promise<{ plan_name: string; money: Money } | null> => {
  const plan_id = protections.find((one) => one.plan_id !== null && !one.beyond_subscription)?.plan_id
  if (plan_id == null) return null
  const { data } = await listSubscriptions(ctx, { organization_id, plan_id, paying: 'true', limit: manySubscriptions })
  const [newest] = data
  if (newest === undefined) return null
  const { currency, plan_name } = newest
  const alike = data.filter((one) => one.currency === currency)
  const places = alike.reduce((sum, { quantity }) => sum + quantity, 0)
  const minor = alike.reduce((sum, { price_minor, quantity }) => sum + price_minor * quantity, 0)
  return { plan_name, money: { amount_minor: Math.round(minor / places), currency } }
}

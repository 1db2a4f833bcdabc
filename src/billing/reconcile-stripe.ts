import type Stripe from 'stripe'
import type { Context } from '../context.ts'
import type { RunningJob } from '../jobs/handler.ts'
import { dayMs, isoPlusMs } from '../lib/clock.ts'
import { openStripe } from './open-stripe.ts'
import { findPlansByStripePrice, type PlanRow, type SubscriptionRow } from './queries.ts'
import { recordsFromStripe } from './records-from-stripe.ts'
import {
  deleteStripeEventsBefore,
  runningAtStripeAcrossOrganizations,
  subscriptionsAtStripesAcrossOrganizations,
} from './stripe-queries.ts'
import { syncStripeSubscription } from './sync-stripe-subscription.ts'

/** Stripe can send an event again for a month. */
const keepEventsMs = 90 * dayMs
const pageSize = 100

/**
 * Compares all subscriptions at Stripe with our records, for events that never came, and brings those that differ up to date. A
 * list names what is there; that one is missing from it is never taken to mean that it ended: such are asked for by name.
 */
export const reconcileStripe = async (ctx: Context, _input: object, job?: RunningJob): Promise<void> => {
  await deleteStripeEventsBefore(ctx.db, isoPlusMs(ctx.clock.now(), -keepEventsMs))
  if (ctx.config.stripe === null) return
  const stripe = await openStripe(ctx)
  const unlisted = new Set(await runningAtStripeAcrossOrganizations(ctx.db))
  let differing = 0
  for await (const page of pagesOf(stripe)) {
    for (const id of await findDiffering(ctx, page)) {
      job?.signal.throwIfAborted()
      differing += 1
      await syncStripeSubscription(ctx, { stripe_subscription_id: id })
    }
    for (const { id } of page) unlisted.delete(id)
  }
  for (const id of unlisted) {
    job?.signal.throwIfAborted()
    await syncStripeSubscription(ctx, { stripe_subscription_id: id })
  }
  if (differing + unlisted.size > 0)
    ctx.log.warn({ differing, unlisted: unlisted.size }, 'Stripe and our records differed; they were brought together')
}

async function* pagesOf(stripe: Stripe): AsyncGenerator<Stripe.Subscription[]> {
  let page: Stripe.Subscription[] = []
  for await (const subscription of stripe.subscriptions.list({ status: 'all', limit: pageSize })) {
    page.push(subscription)
    if (page.length === pageSize) {
      yield page
      page = []
    }
  }
  yield page
}

/** Those of a page whose records do not say the same. */
const findDiffering = async (ctx: Context, page: readonly Stripe.Subscription[]): Promise<string[]> => {
  const rows = await subscriptionsAtStripesAcrossOrganizations(
    ctx.db,
    page.map(({ id }) => id),
  )
  const prices = page.flatMap(({ items }) => items.data.map(({ price }) => price.id))
  const plans = await findPlansByStripePrice(ctx.db, [...new Set(prices)])
  return page
    .filter((subscription) => {
      const own = rows.filter((row) => row.stripe_subscription_id === subscription.id)
      return differs(subscription, plans, own)
    })
    .map(({ id }) => id)
}

const differs = (
  subscription: Stripe.Subscription,
  plans: readonly PlanRow[],
  rows: readonly SubscriptionRow[],
): boolean => {
  const { items, unknown_prices } = recordsFromStripe(subscription, plans, rows, null)
  // What ended before we heard of it needs no record.
  if (rows.length === 0 && items.every(({ status }) => status === 'canceled')) return false
  const gone = rows.some(
    (row) =>
      row.stripe_item_id !== null &&
      row.status !== 'canceled' &&
      !items.some(({ stripe_item_id }) => stripe_item_id === row.stripe_item_id),
  )
  return (
    gone || unknown_prices.length > 0 || subscription.items.has_more || items.some((item) => !isRecorded(item, rows))
  )
}

const isRecorded = (
  { addon_id, past_due_since: _, ...item }: ReturnType<typeof recordsFromStripe>['items'][number],
  rows: readonly SubscriptionRow[],
): boolean => {
  if (rows.some((row) => row.id === addon_id && row.status === 'requested')) return false
  const row = rows.find(({ stripe_item_id }) => stripe_item_id === item.stripe_item_id)
  return row !== undefined && Object.entries(item).every(([name, value]) => Reflect.get(row, name) === value)
}

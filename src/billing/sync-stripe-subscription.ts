import { type Context, inTransaction } from '../context.ts'
import type { RunningJob } from '../jobs/handler.ts'
import { holdOrganization } from '../organizations/hold-organization.ts'
import { type Fetched, fetchFromStripe } from './fetch-from-stripe.ts'
import { findOrganization } from './find-organization.ts'
import { findPlansByStripePrice } from './queries.ts'
import { recordsFromStripe } from './records-from-stripe.ts'
import {
  askStripe,
  openStripeEvents,
  settleStripeEvents,
  subscriptionsAtStripeAcrossOrganizations,
  takeStripeTurn,
} from './stripe-queries.ts'
import { writeStripeRecords } from './write-stripe-records.ts'

/**
 * Asks Stripe for a subscription as it is now and writes our records of it. In which order events come, and how often, makes no
 * difference, for three reasons:
 *
 *   1. Nothing is taken from an event but the subscription's id.
 *   2. Each question gets a number before it is sent. An answer is written only if no later question's was: two jobs at once
 *      cannot put an older state over a newer one.
 *   3. An event that is stored before a question is covered by its answer. One that is stored after it finds `queued` used up
 *      and puts a job of its own in the queue; the subscription's row decides which of the two it is.
 */
export const syncStripeSubscription = async (
  ctx: Context,
  input: { stripe_subscription_id: string },
  job?: RunningJob,
): Promise<void> => {
  if (ctx.config.stripe === null) return
  const id = input.stripe_subscription_id
  const asked = await askStripe(ctx.db, id)
  // A statement of its own: in one with the count it would not see events that the count had to wait for.
  const events = await openStripeEvents(ctx.db, id)
  try {
    const fetched = await fetchFromStripe(ctx, id)
    await inTransaction(ctx, async (ctx) => {
      if (!(await takeStripeTurn(ctx.db, id, asked))) return
      const problem = fetched === null ? unknownSubscription(id) : await write(ctx, fetched)
      await settle(ctx, events, problem)
    })
  } catch (error) {
    if (job?.last_attempt === true) await settle(ctx, events, `Stripe could not be asked. ${tryAgain}`)
    throw error
  }
}

const tryAgain = 'Try again once that is mended.'

/** Writes what is clear; resolves with a sentence about what is not. */
const write = async (ctx: Context, { subscription, past_due_since }: Fetched): Promise<string | null> => {
  const organization_id = await findOrganization(ctx, subscription)
  if (organization_id === null) return unknownCustomer(subscription.customer)
  await holdOrganization(ctx, { organization_id })
  const rows = await subscriptionsAtStripeAcrossOrganizations(ctx.db, subscription.id)
  const prices = subscription.items.data.map(({ price }) => price.id)
  const plans = await findPlansByStripePrice(ctx.db, prices)
  const { items, unknown_prices } = recordsFromStripe(subscription, plans, rows, past_due_since)
  await writeStripeRecords(ctx, { organization_id, stripe_subscription_id: subscription.id }, rows, items, plans)
  if (unknown_prices.length === 0) return null
  return `No plan has the Stripe price ${unknown_prices.join(', ')}, so its places are not counted. Set it on a plan. ${tryAgain}`
}

const unknownSubscription = (id: string) =>
  `Stripe knows no subscription ${id} under this key, so nothing was changed. Check that STRIPE_SECRET_KEY is of the same account and mode. ${tryAgain}`

const unknownCustomer = (customer: string | { id: string }) =>
  `The Stripe customer ${typeof customer === 'string' ? customer : customer.id} belongs to no organization here. In Stripe, set organization_id in the subscription's metadata to an organization's id. ${tryAgain}`

const settle = (ctx: Context, events: readonly string[], problem: string | null) =>
  settleStripeEvents(ctx.db, events, {
    state: problem === null ? 'handled' : 'unhandled',
    reason: problem,
    handled_at: problem === null ? ctx.clock.now() : null,
  })

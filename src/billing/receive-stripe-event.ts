import { type Context, inTransaction, type Services } from '../context.ts'
import type { Db } from '../db/database.ts'
import { toIso } from '../lib/clock.ts'
import { AppError } from '../lib/errors.ts'
import { together } from '../lib/together.ts'
import { syncStripeSubscriptionTask } from '../tasks.ts'
import { type EventFacts, eventFacts } from './event-facts.ts'
import { openStripe } from './open-stripe.ts'
import { insertStripeEvents } from './stripe-queries.ts'

/**
 * Takes one event from Stripe: checks the signature over the raw body, stores the event, and puts the work in the queue in the
 * same transaction; then it is received. An event that came before changes nothing. Throws invalid_signature for forged and stale ones.
 */
export const receiveStripeEvent = async (
  ctx: Context,
  input: { raw_body: string; 'stripe-signature'?: string | undefined },
): Promise<{ received: true }> => {
  const facts = eventFacts(await verified(ctx, input.raw_body, input['stripe-signature'] ?? ''))
  if (facts === null)
    throw new AppError('invalid_request', {
      message: 'This is signed, but it is no event. Send snapshot events of Stripe.',
    })
  await storeOf(ctx)(facts)
  return { received: true }
}

const verified = async (ctx: Context, body: string, signature: string): Promise<unknown> => {
  const stripe = await openStripe(ctx)
  const secret = ctx.config.stripe?.webhook_secret ?? ''
  try {
    return stripe.webhooks.constructEvent(body, signature, secret, undefined, undefined, ctx.clock.nowMs())
  } catch (error) {
    if (error instanceof stripe.errors.StripeSignatureVerificationError)
      throw new AppError('invalid_signature', { cause: error })
    // Signed, but not what a snapshot event looks like.
    return null
  }
}

const mostTogether = 100

const stores = new WeakMap<Db, (facts: EventFacts) => Promise<void>>()

/** Stripe sends events in floods; those that come at the same moment are stored together. */
const storeOf = (services: Services) => {
  const known = stores.get(services.db) ?? together<EventFacts>(mostTogether, (events) => store(services, events))
  stores.set(services.db, known)
  return known
}

const store = (services: Services, events: readonly EventFacts[]): Promise<void> =>
  inTransaction(services, async ({ db, clock, jobs }) => {
    const now = clock.now()
    const turns = await insertStripeEvents(
      db,
      events.map((facts) => toRow(facts, now)),
    )
    await jobs.enqueueMany(db, syncStripeSubscriptionTask, turns)
  })

const toRow = ({ means, created, ...facts }: EventFacts, now: string) => ({
  ...facts,
  stripe_created_at: toIso(created * 1_000),
  received_at: now,
  state: ({ sync: 'pending', review: 'unhandled', ignore: 'ignored' } as const)[means],
  reason:
    means === 'review'
      ? 'A refund or dispute is for a person to decide. Look at it in Stripe, then put this aside.'
      : null,
  handled_at: means === 'ignore' ? now : null,
})

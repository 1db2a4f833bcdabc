import { type Context, inTransaction } from '../context.ts'
import { toIso } from '../lib/clock.ts'
import { AppError } from '../lib/errors.ts'
import { syncStripeSubscriptionTask } from '../tasks.ts'
import { type EventFacts, eventFacts } from './event-facts.ts'
import { openStripe } from './open-stripe.ts'
import { insertStripeEvent } from './stripe-queries.ts'

/**
 * Takes one event from Stripe: checks the signature over the raw body, stores the event, and puts the work in the queue in the
 * same transaction. An event that came before changes nothing. Throws invalid_signature for forged and stale ones.
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
  if (facts.means === 'sync') await inTransaction(ctx, (ctx) => store(ctx, facts))
  else await store(ctx, facts)
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

const store = async (ctx: Context, { means, created, ...facts }: EventFacts): Promise<void> => {
  const now = ctx.clock.now()
  const turn = await insertStripeEvent(ctx.db, {
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
  if (turn === null || facts.stripe_subscription_id === null) return
  const { stripe_subscription_id } = facts
  await ctx.jobs.enqueue(ctx.db, syncStripeSubscriptionTask, { stripe_subscription_id, turn })
}

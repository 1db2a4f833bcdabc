import { recordChange } from '../audit/record-change.ts'
import { type Context, inTransaction, requireOperator } from '../context.ts'
import { AppError, notFound } from '../lib/errors.ts'
import { syncStripeSubscriptionTask } from '../tasks.ts'
import type { SettleStripeEventInput, StripeEvent } from './schema.ts'
import { findStripeEvent, lockStripeEvent, queueStripeTurn, settleStripeEvents } from './stripe-queries.ts'

/** Tries an unhandled event again, or puts it aside. Throws conflict for one that waits for nobody. */
export const settleStripeEvent = (ctx: Context, input: SettleStripeEventInput): Promise<StripeEvent> =>
  inTransaction(ctx, async (ctx) => {
    requireOperator(ctx.caller)
    if (input.state === 'pending') await queueTurn(ctx, input.stripe_event_id)
    const event = await lockStripeEvent(ctx.db, input.stripe_event_id)
    if (event === undefined) throw notFound()
    if (event.state === input.state) return event
    if (event.state !== 'unhandled' && event.state !== 'dismissed')
      throw new AppError('conflict', { message: `This event is ${event.state} and waits for nobody.` })
    if (input.state === 'pending' && event.stripe_subscription_id === null)
      throw new AppError('conflict', {
        message: 'Backstay does nothing about events of this type. Put it aside instead.',
      })
    const change = { state: input.state, reason: event.reason, handled_at: null }
    await settleStripeEvents(ctx.db, [event.id], change)
    await recordChange(ctx, {
      action: input.state === 'pending' ? 'stripe_event.retried' : 'stripe_event.dismissed',
      organization_id: null,
      target: { id: event.id, name: event.type },
    })
    return { ...event, ...change }
  })

/** Comes before the event's row is held, in the order in which jobs take the two. */
const queueTurn = async (ctx: Context, eventId: string): Promise<void> => {
  const stripe_subscription_id = (await findStripeEvent(ctx.db, eventId))?.stripe_subscription_id ?? null
  if (stripe_subscription_id === null) return
  const turn = await queueStripeTurn(ctx.db, stripe_subscription_id)
  if (turn !== null) await ctx.jobs.enqueue(ctx.db, syncStripeSubscriptionTask, { stripe_subscription_id, turn })
}

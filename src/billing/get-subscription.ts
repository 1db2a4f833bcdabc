import { type Context, scopeOf } from '../context.ts'
import { notFound } from '../lib/errors.ts'
import { findSubscription } from './queries.ts'
import type { Subscription } from './schema.ts'
import { showSubscription } from './show-subscription.ts'

/** One subscription of the caller's organizations; throws not_found for all others. */
export const getSubscription = async (ctx: Context, input: { subscription_id: string }): Promise<Subscription> => {
  const row = await findSubscription(ctx.db, scopeOf(ctx.caller), input.subscription_id)
  if (row === undefined) throw notFound()
  return showSubscription(ctx, row)
}

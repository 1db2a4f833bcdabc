import { type Context, requireOperator } from '../context.ts'
import { AppError } from '../lib/errors.ts'
import { reconcileStripeTask } from '../tasks.ts'

/** Compares Stripe with our records now instead of at night. Throws stripe_not_configured. */
export const askReconcile = async (ctx: Context): Promise<void> => {
  requireOperator(ctx.caller)
  if (ctx.config.stripe === null) throw new AppError('stripe_not_configured')
  await ctx.jobs.enqueue(ctx.db, reconcileStripeTask, {})
}

import type Stripe from 'stripe'
import type { Context } from '../context.ts'
import { AppError } from '../lib/errors.ts'

/** What a caller is told when Stripe did not do what it was asked; anything else is passed on as it is. */
export const stripeFailure = (ctx: Pick<Context, 'caller'>, client: Stripe, error: unknown): unknown => {
  if (!(error instanceof client.errors.StripeError)) return error
  const details = { stripe_code: error.code ?? null, stripe_request_id: error.requestId ?? null }
  return new AppError('stripe_failed', { message: sentenceFor(ctx, client, error), details, cause: error })
}

const sentenceFor = ({ caller }: Pick<Context, 'caller'>, { errors }: Stripe, error: Error) => {
  if (error instanceof errors.StripeConnectionError)
    return 'Stripe did not answer. Nothing was changed here; try again in a moment.'
  // Stripe's own words can name keys and accounts, which are no customer's business.
  if (!caller.operator) return 'Stripe refused this. Nothing was changed here; ask those who run this installation.'
  if (error instanceof errors.StripeAuthenticationError || error instanceof errors.StripePermissionError)
    return `Stripe refused the key in STRIPE_SECRET_KEY: ${error.message} Correct it and start again.`
  return `Stripe refused this: ${error.message}`
}

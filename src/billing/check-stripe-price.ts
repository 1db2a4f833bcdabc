import type { Context } from '../context.ts'
import { AppError, invalidField } from '../lib/errors.ts'
import { openStripe } from './open-stripe.ts'
import { stripeFailure } from './stripe-failure.ts'

type Priced = { stripe_price_id: string | null; price_minor: number; currency: string }

/** Throws invalid_request unless the price in Stripe is what the plan says. Without Stripe nothing can be compared. */
export const checkStripePrice = async (ctx: Context, plan: Priced): Promise<void> => {
  if (ctx.config.stripe === null || plan.stripe_price_id === null) return
  const stripe = await openStripe(ctx)
  const price = await stripe.prices.retrieve(plan.stripe_price_id).catch((error: unknown) => {
    const failure = stripeFailure(ctx, stripe, error)
    if (failure instanceof AppError && failure.details?.stripe_code === 'resource_missing')
      throw invalidField('stripe_price_id', 'Stripe knows no such price. Copy its id from the product in Stripe.')
    throw failure
  })
  const wrong = (what: string) => invalidField('stripe_price_id', `${what} Choose another price in Stripe.`)
  if (!price.active) throw wrong('This price is archived in Stripe.')
  if (price.recurring?.interval !== 'month' || price.recurring.interval_count !== 1)
    throw wrong('This price is not one for each month.')
  if (price.currency.toUpperCase() !== plan.currency || price.unit_amount !== plan.price_minor)
    throw wrong(
      `This price is ${price.unit_amount ?? 'of no fixed amount'} ${price.currency.toUpperCase()} in minor units, the plan's is ${plan.price_minor} ${plan.currency}.`,
    )
}

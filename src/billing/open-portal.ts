import type { Context } from '../context.ts'
import { AppError } from '../lib/errors.ts'
import { publicUrl } from '../lib/public-url.ts'
import { openStripe } from './open-stripe.ts'
import { ownOrganization } from './own-organization.ts'
import type { StripePage } from './schema.ts'
import { stripeFailure } from './stripe-failure.ts'
import { findStripeCustomer } from './stripe-queries.ts'

/** A page at Stripe where invoices, cards and subscriptions are looked after. Throws stripe_not_configured, no_stripe_customer. */
export const openPortal = async (
  ctx: Context,
  input: { organization_id?: string | undefined },
): Promise<StripePage> => {
  const organization_id = ownOrganization(ctx, input.organization_id)
  const stripe = await openStripe(ctx)
  const customer = await findStripeCustomer(ctx.db, organization_id)
  if (customer === null) throw new AppError('no_stripe_customer')
  try {
    const { url } = await stripe.billingPortal.sessions.create(
      { customer, return_url: `${publicUrl(ctx.config)}/plans` },
      { idempotencyKey: `portal:${ctx.origin.request_id ?? ctx.ids.make('req')}` },
    )
    return { url }
  } catch (error) {
    throw stripeFailure(ctx, stripe, error)
  }
}

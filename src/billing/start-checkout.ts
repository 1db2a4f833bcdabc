import type { Context } from '../context.ts'
import { AppError, invalidField } from '../lib/errors.ts'
import { publicUrl } from '../lib/public-url.ts'
import { getOrganization } from '../organizations/get-organization.ts'
import { ensureStripeCustomer } from './ensure-stripe-customer.ts'
import { openStripe } from './open-stripe.ts'
import { ownOrganization } from './own-organization.ts'
import type { PurchaseInput, StripePage } from './schema.ts'
import { soldPlan } from './sold-plan.ts'
import { stripeFailure } from './stripe-failure.ts'
import { findRunningAtStripe } from './stripe-queries.ts'

/**
 * A page at Stripe where the organization's first subscription by card is paid for. Nothing is written here: the record comes
 * with Stripe's events once it is paid. Throws stripe_not_configured, stripe_subscription_exists, stripe_failed.
 */
export const startCheckout = async (ctx: Context, input: PurchaseInput): Promise<StripePage> => {
  const organization_id = ownOrganization(ctx, input.organization_id)
  const stripe = await openStripe(ctx)
  const organization = await getOrganization(ctx, { organization_id })
  const plan = await soldPlan(ctx, input.plan_id)
  if (plan.stripe_price_id === null)
    throw invalidField('plan_id', `The plan "${plan.name}" cannot be paid by card. Send a request for it instead.`)
  if ((await findRunningAtStripe(ctx.db, organization_id)) !== null) throw new AppError('stripe_subscription_exists')
  const page = `${publicUrl(ctx.config)}/plans`
  // Later events name the subscription, not this session, so the organization is written on both.
  const metadata = { organization_id }
  try {
    const session = await stripe.checkout.sessions.create(
      {
        mode: 'subscription',
        customer: await ensureStripeCustomer(ctx, organization),
        client_reference_id: organization_id,
        line_items: [{ price: plan.stripe_price_id, quantity: input.quantity }],
        metadata,
        subscription_data: { metadata },
        success_url: `${page}?checkout=paid`,
        cancel_url: `${page}?checkout=left`,
      },
      { idempotencyKey: `checkout:${ctx.origin.request_id ?? ctx.ids.make('req')}` },
    )
    if (session.url === null) throw new Error('Stripe made a Checkout session without a page.')
    return { url: session.url }
  } catch (error) {
    throw stripeFailure(ctx, stripe, error)
  }
}

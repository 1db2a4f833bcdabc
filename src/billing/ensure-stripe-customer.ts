import { createHash } from 'node:crypto'
import type { Context } from '../context.ts'
import { openStripe } from './open-stripe.ts'
import { findStripeCustomer, insertStripeCustomer } from './stripe-queries.ts'

/** The organization's customer at Stripe, made when there is none. Two calls at once make one. */
export const ensureStripeCustomer = async (
  ctx: Context,
  organization: { id: string; name: string },
): Promise<string> => {
  const known = await findStripeCustomer(ctx.db, organization.id)
  if (known !== null) return known
  const stripe = await openStripe(ctx)
  const metadata = { organization_id: organization.id }
  // Stripe refuses a key that comes back with other parameters, so the name is part of it.
  const name = createHash('sha256').update(organization.name).digest('hex').slice(0, 16)
  const customer = await stripe.customers.create(
    { name: organization.name, metadata },
    { idempotencyKey: `customer:${organization.id}:${name}` },
  )
  await insertStripeCustomer(ctx.db, { id: customer.id, organization_id: organization.id, created_at: ctx.clock.now() })
  return (await findStripeCustomer(ctx.db, organization.id)) ?? customer.id
}

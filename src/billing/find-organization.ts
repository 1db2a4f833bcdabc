import type Stripe from 'stripe'
import { type Context, systemCaller } from '../context.ts'
import { AppError } from '../lib/errors.ts'
import { idSchema } from '../lib/ids.ts'
import { getOrganization } from '../organizations/get-organization.ts'
import { findOrganizationOfCustomerAcrossOrganizations, insertStripeCustomer } from './stripe-queries.ts'

/**
 * Whose subscription at Stripe this is: its customer's, or the one that its metadata names, which then keeps this customer. Null
 * when neither is known here.
 */
export const findOrganization = async (
  ctx: Context,
  { customer, metadata }: Pick<Stripe.Subscription, 'customer' | 'metadata'>,
): Promise<string | null> => {
  const customerId = typeof customer === 'string' ? customer : customer.id
  const known = await findOrganizationOfCustomerAcrossOrganizations(ctx.db, customerId)
  if (known !== null) return known
  const named = idSchema('org').safeParse(metadata.organization_id)
  if (!named.success) return null
  const organization_id = named.data
  try {
    await getOrganization({ ...ctx, caller: systemCaller }, { organization_id })
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return null
    throw error
  }
  await insertStripeCustomer(ctx.db, { id: customerId, organization_id, created_at: ctx.clock.now() })
  return organization_id
}

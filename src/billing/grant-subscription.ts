import { type Context, inTransaction, requireOperator } from '../context.ts'
import { toIso } from '../lib/clock.ts'
import { AppError, invalidField } from '../lib/errors.ts'
import { getOrganization } from '../organizations/get-organization.ts'
import { addSubscription } from './add-subscription.ts'
import { getSubscription } from './get-subscription.ts'
import { ownOrganization } from './own-organization.ts'
import type { CreateSubscriptionInput, Subscription } from './schema.ts'
import { soldPlan } from './sold-plan.ts'

/** Gives an organization places on a plan. The organization pays in another way than by card here, or not at all. */
export const grantSubscription = (ctx: Context, input: CreateSubscriptionInput): Promise<Subscription> =>
  inTransaction(ctx, async (ctx) => {
    requireOperator(ctx.caller)
    const organization_id = ownOrganization(ctx, input.organization_id)
    await getOrganization(ctx, { organization_id }).catch((error: unknown) => {
      const isMissing = error instanceof AppError && error.code === 'not_found'
      throw isMissing ? invalidField('organization_id', 'There is no such organization.') : error
    })
    const plan = await soldPlan(ctx, input.plan_id)
    const ends_at = input.ends_at === undefined ? null : toIso(Date.parse(input.ends_at))
    if (ends_at !== null && ends_at <= ctx.clock.now())
      throw invalidField('ends_at', 'This time has passed. Give one to come, or none.')
    const subscription_id = await addSubscription(ctx, {
      organization_id,
      plan,
      quantity: input.quantity,
      status: 'active',
      source: 'grant',
      ends_at,
    })
    return getSubscription(ctx, { subscription_id })
  })

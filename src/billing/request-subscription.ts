import { type Context, inTransaction } from '../context.ts'
import { invalidField } from '../lib/errors.ts'
import { addSubscription } from './add-subscription.ts'
import { getSubscription } from './get-subscription.ts'
import { ownOrganization } from './own-organization.ts'
import type { CreateSubscriptionInput, Subscription } from './schema.ts'
import { soldPlan } from './sold-plan.ts'

/** Asks the operators for places on a plan; nothing is entitled before one of them approves. */
export const requestSubscription = (ctx: Context, input: CreateSubscriptionInput): Promise<Subscription> =>
  inTransaction(ctx, async (ctx) => {
    const organization_id = ownOrganization(ctx, input.organization_id)
    if (input.ends_at !== undefined) throw invalidField('ends_at', 'Operators alone set an end. Leave it out.')
    const plan = await soldPlan(ctx, input.plan_id)
    const subscription_id = await addSubscription(ctx, {
      organization_id,
      plan,
      quantity: input.quantity,
      status: 'requested',
      source: 'request',
    })
    return getSubscription(ctx, { subscription_id })
  })

import { recordChange } from '../audit/record-change.ts'
import { type Context, inTransaction, requireOperator } from '../context.ts'
import { AppError } from '../lib/errors.ts'
import { checkStripePrice } from './check-stripe-price.ts'
import { getPlan } from './get-plan.ts'
import { insertPlan } from './queries.ts'
import type { CreatePlanInput, Plan } from './schema.ts'

/** Puts a plan on sale. Throws already_exists when its name or Stripe price belongs to another plan on sale. */
export const createPlan = async (ctx: Context, input: CreatePlanInput): Promise<Plan> => {
  requireOperator(ctx.caller)
  const now = ctx.clock.now()
  const plan = {
    ...input,
    description: input.description ?? '',
    stripe_price_id: input.stripe_price_id ?? null,
    price_as_of: input.price_as_of ?? now.slice(0, 10),
  }
  await checkStripePrice(ctx, plan)
  return inTransaction(ctx, async (ctx) => {
    const id = ctx.ids.make('pln')
    const created = await insertPlan(ctx.db, { ...plan, id, created_at: now, updated_at: now })
    if (created === undefined)
      throw new AppError('already_exists', {
        message: `Another plan has the name "${plan.name}" or this Stripe price. Choose others, or change that plan.`,
      })
    await recordChange(ctx, {
      action: 'plan.created',
      organization_id: null,
      target: { id, name: plan.name },
      after: plan,
    })
    return getPlan(ctx, { plan_id: id })
  })
}

import { grantSubscription } from '../billing/grant-subscription.ts'
import { requestSubscription } from '../billing/request-subscription.ts'
import { listDemoPlans, planAt } from './demo-plans.ts'
import { type DemoWork, ensurePart, subscriptionKey } from './demo-work.ts'
import { listParts } from './queries.ts'
import { customers } from './story.ts'

/** Grants each customer its places, and lets one ask for more. */
export const sellSubscriptions = async ({ ctx }: DemoWork): Promise<void> => {
  const plans = await listDemoPlans(ctx)
  const parts = await listParts(ctx.db)
  for (const { key, granted, requested } of customers) {
    const organization_id = parts.find((part) => part.key === `organization ${key}`)?.id
    if (organization_id === undefined) continue
    for (const [index, { plan, places }] of granted.entries()) {
      const plan_id = planAt(plans, plan)?.id
      if (plan_id === undefined) continue
      await ensurePart(ctx, { key: subscriptionKey(key, index), kind: 'subscription' }, (ctx) =>
        grantSubscription(ctx, { organization_id, plan_id, quantity: places }),
      )
    }
    const asked = requested === undefined ? undefined : planAt(plans, requested.plan)
    if (requested === undefined || asked === undefined) continue
    await ensurePart(ctx, { key: `request ${key}`, kind: 'subscription' }, (ctx) =>
      requestSubscription(ctx, { organization_id, plan_id: asked.id, quantity: requested.places }),
    )
  }
}

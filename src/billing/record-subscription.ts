import { recordChange } from '../audit/record-change.ts'
import type { Context } from '../context.ts'
import type { PlanRow, SubscriptionRow } from './queries.ts'

type Facts = Pick<SubscriptionRow, 'plan_id' | 'quantity' | 'status'> & Partial<SubscriptionRow>

/** Leaves the audit event of a change to a subscription, with the facts that people ask for. */
export const recordSubscription = (
  ctx: Context,
  action: `subscription.${string}`,
  target: Pick<SubscriptionRow, 'id' | 'organization_id'> & { plan: Pick<PlanRow, 'name'> },
  change: { before?: Facts; after?: Facts },
): Promise<void> =>
  recordChange(ctx, {
    action,
    organization_id: target.organization_id,
    target: { id: target.id, name: target.plan.name },
    before: change.before ? factsOf(change.before) : null,
    after: change.after ? factsOf(change.after) : null,
  })

const factsOf = (row: Facts) => ({
  plan_id: row.plan_id,
  quantity: row.quantity,
  status: row.status,
  ...(row.ends_at ? { ends_at: row.ends_at } : {}),
  ...(row.past_due_since ? { past_due_since: row.past_due_since } : {}),
  ...(row.reason ? { reason: row.reason } : {}),
})

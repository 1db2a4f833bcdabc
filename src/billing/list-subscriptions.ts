import { type Context, requireRole, scopeOf } from '../context.ts'
import { decodeCursor, toPage } from '../lib/pagination.ts'
import { listSubscriptions as select } from './queries.ts'
import type { ListSubscriptionsQuery, SubscriptionPage } from './schema.ts'
import { showSubscription } from './show-subscription.ts'

const list = 'subscriptions'

/** Newest first: all for operators, else those of the caller's organizations. */
export const listSubscriptions = async (ctx: Context, input: ListSubscriptionsQuery): Promise<SubscriptionPage> => {
  if (input.organization_id !== undefined) requireRole(ctx.caller, input.organization_id, 'viewer')
  const [before_id] = decodeCursor(list, input.cursor, 1) ?? []
  const { organization_id, plan_id, status } = input
  const paying_at = input.paying === undefined ? undefined : ctx.clock.now()
  const within = { organization_id, plan_id, status, paying_at }
  const filter = { scope: scopeOf(ctx.caller), ...within, before_id, limit: input.limit + 1 }
  const page = toPage(list, await select(ctx.db, filter), input.limit, (row) => [row.id])
  return { ...page, data: page.data.map((row) => showSubscription(ctx, row)), stripe: ctx.config.stripe !== null }
}

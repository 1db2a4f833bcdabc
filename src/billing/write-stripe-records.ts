import type { Context } from '../context.ts'
import type { NewRow } from '../db/tables.gen.ts'
import { entitlementChangedTask } from '../tasks.ts'
import { findPlans, insertSubscription, type PlanRow, type SubscriptionRow, updateSubscription } from './queries.ts'
import { recordSubscription } from './record-subscription.ts'
import type { ItemRecord } from './records-from-stripe.ts'

type Target = { organization_id: string; stripe_subscription_id: string }

/**
 * Makes our records of one Stripe subscription what Stripe says, item by item, in the caller's transaction, which
 * holds the organization. Records only (S5). `rows` are those there are, `known` the plans of the items. Writing the same again changes nothing and leaves no audit event.
 */
export const writeStripeRecords = async (
  ctx: Context,
  target: Target,
  rows: readonly SubscriptionRow[],
  items: readonly ItemRecord[],
  known: readonly PlanRow[],
): Promise<void> => {
  const others = [...items, ...rows].map(({ plan_id }) => plan_id).filter((id) => !known.some((plan) => plan.id === id))
  const plans = others.length === 0 ? known : [...known, ...(await findPlans(ctx.db, others))]
  let changed = false
  for (const item of items) changed = (await writeItem({ ctx, target, rows, plans }, item)) || changed
  const gone = rows.filter(
    (row) =>
      row.stripe_item_id !== null &&
      row.status !== 'canceled' &&
      !items.some(({ stripe_item_id }) => stripe_item_id === row.stripe_item_id),
  )
  for (const row of gone) {
    await change({ ctx, target, rows, plans }, 'subscription.ended', row, { status: 'canceled', past_due_since: null })
    changed = true
  }
  const { organization_id } = target
  if (changed) await ctx.jobs.enqueue(ctx.db, entitlementChangedTask, { organization_id })
}

type Work = { ctx: Context; target: Target; rows: readonly SubscriptionRow[]; plans: readonly PlanRow[] }

/** True when something was written. */
const writeItem = async (work: Work, { addon_id, ...item }: ItemRecord): Promise<boolean> => {
  const addon = work.rows.find((row) => row.id === addon_id && row.status === 'requested')
  const holder = work.rows.find((row) => row.stripe_item_id === item.stripe_item_id)
  // The item was made for this add-on, so the add-on becomes its record.
  if (holder === undefined && addon !== undefined) return change(work, 'subscription.added', addon, item)
  if (addon !== undefined && holder !== undefined)
    await change(work, 'subscription.merged', addon, { status: 'canceled', merged_into: holder.id })
  if (holder === undefined) return create(work, item)
  return change(work, 'subscription.updated', holder, item)
}

const create = async ({ ctx, target, plans }: Work, item: Omit<ItemRecord, 'addon_id'>): Promise<boolean> => {
  const now = ctx.clock.now()
  const row: NewRow<'subscriptions'> = {
    ...item,
    ...target,
    id: ctx.ids.make('sub'),
    source: 'stripe',
    price_as_of: now.slice(0, 10),
    requested_by_name: 'Stripe',
    created_at: now,
    updated_at: now,
  }
  await insertSubscription(ctx.db, row)
  await recordSubscription(
    ctx,
    'subscription.created',
    { ...target, id: row.id, plan: planIn(plans, item.plan_id) },
    { after: item },
  )
  return true
}

const change = async (
  { ctx, plans }: Work,
  action: `subscription.${string}`,
  before: SubscriptionRow,
  wanted: Partial<SubscriptionRow>,
): Promise<boolean> => {
  const after = { ...before, ...wanted }
  if (Object.entries(wanted).every(([name, value]) => Reflect.get(before, name) === value)) return false
  const now = ctx.clock.now()
  const isNewPrice = after.price_minor !== before.price_minor || after.currency !== before.currency
  await updateSubscription(ctx.db, before.organization_id, before.id, {
    ...wanted,
    ...(isNewPrice ? { price_as_of: now.slice(0, 10) } : {}),
    lapsed_at: null,
    updated_at: now,
  })
  await recordSubscription(ctx, action, { ...before, plan: planIn(plans, after.plan_id) }, { before, after })
  return true
}

const planIn = (plans: readonly PlanRow[], id: string) => plans.find((plan) => plan.id === id) ?? { name: id }

import { type Context, inTransaction } from '../context.ts'
import { hourMs, isoPlusMs, minuteMs } from '../lib/clock.ts'
import { holdOrganization } from '../organizations/hold-organization.ts'
import { addStripeItemsTask, entitlementChangedTask, syncStripeSubscriptionTask } from '../tasks.ts'
import { graceMs } from './entitlement-from.ts'
import { findSubscription, listLapsedAcrossOrganizations, updateSubscription } from './queries.ts'
import { recordSubscription } from './record-subscription.ts'
import {
  queueStripeTurn,
  waitingAddonsAcrossOrganizations,
  waitingEventsAcrossOrganizations,
} from './stripe-queries.ts'
import { tellLapsing } from './tell-lapsing.ts'

/** Long after the last try of a job of its own. */
const forgottenMs = 6 * hourMs
const pageSize = 200

/**
 * What only the passing of time brings: announces entitlements that ended, once each, and takes up work at Stripe that was left
 * lying because its job was dropped or gave up.
 */
export const watchBilling = async (ctx: Context): Promise<void> => {
  await noticeLapses(ctx)
  await tellLapsing(ctx)
  if (ctx.config.stripe === null) return
  const now = ctx.clock.now()
  const addons = await waitingAddonsAcrossOrganizations(ctx.db, isoPlusMs(now, -minuteMs))
  await ctx.jobs.enqueueMany(
    ctx.db,
    addStripeItemsTask,
    addons.map((organization_id) => ({ organization_id })),
  )
  for (const stripe_subscription_id of await waitingEventsAcrossOrganizations(ctx.db, isoPlusMs(now, -forgottenMs)))
    await inTransaction(ctx, async (ctx) => {
      const turn = await queueStripeTurn(ctx.db, stripe_subscription_id)
      if (turn !== null) await ctx.jobs.enqueue(ctx.db, syncStripeSubscriptionTask, { stripe_subscription_id, turn })
    })
}

const noticeLapses = async (ctx: Context): Promise<void> => {
  for (;;) {
    const now = ctx.clock.now()
    const lapsed = await listLapsedAcrossOrganizations(ctx.db, { now, grace_began: isoPlusMs(now, -graceMs) }, pageSize)
    for (const { id } of lapsed) await notice(ctx, id)
    if (lapsed.length < pageSize) return
  }
}

const notice = (ctx: Context, id: string): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const found = await findSubscription(ctx.db, 'all', id)
    if (found === undefined) return
    await holdOrganization(ctx, found)
    const before = await findSubscription(ctx.db, 'all', id)
    // Somebody was quicker.
    if (before === undefined || before.lapsed_at !== null) return
    const now = ctx.clock.now()
    const isOver = before.stripe_subscription_id === null && before.ends_at !== null && before.ends_at <= now
    const change = { lapsed_at: now, updated_at: now, ...(isOver ? { status: 'canceled' as const } : {}) }
    await updateSubscription(ctx.db, before.organization_id, id, change)
    const target = { ...before, plan: { name: before.plan_name } }
    await recordSubscription(ctx, 'subscription.lapsed', target, { before, after: { ...before, ...change } })
    await ctx.jobs.enqueue(ctx.db, entitlementChangedTask, { organization_id: before.organization_id })
  })

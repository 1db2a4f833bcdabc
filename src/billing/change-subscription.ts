import { type Context, inTransaction, requireOperator } from '../context.ts'
import { toIso } from '../lib/clock.ts'
import { AppError, invalidField, notFound } from '../lib/errors.ts'
import { holdOrganization } from '../organizations/hold-organization.ts'
import { entitlementChangedTask } from '../tasks.ts'
import { getSubscription } from './get-subscription.ts'
import { findSubscription, type NamedSubscriptionRow, type SubscriptionRow, updateSubscription } from './queries.ts'
import { recordSubscription } from './record-subscription.ts'
import type { ChangeSubscriptionInput, Subscription } from './schema.ts'
import { subscriptionMoves } from './states.ts'

/**
 * Approves or declines a request, ends a subscription, changes its places or its end. Only for what Stripe does not manage
 * (throws managed_in_stripe). Throws conflict where the status does not allow it; saying again what is so already is fine.
 */
export const changeSubscription = (ctx: Context, input: ChangeSubscriptionInput): Promise<Subscription> =>
  inTransaction(ctx, async (ctx) => {
    requireOperator(ctx.caller)
    const before = await hold(ctx, input.subscription_id)
    if (before.stripe_subscription_id !== null) throw new AppError('managed_in_stripe')
    const change = changeOf(ctx, before, input)
    if (Object.keys(change).length === 0) return getSubscription(ctx, input)
    const now = ctx.clock.now()
    const { organization_id } = before
    await updateSubscription(ctx.db, organization_id, before.id, { ...change, lapsed_at: null, updated_at: now })
    const plan = { name: before.plan_name }
    await recordSubscription(ctx, actionOf(change), { ...before, plan }, { before, after: { ...before, ...change } })
    if (before.status !== 'requested' || change.status === 'active')
      await ctx.jobs.enqueue(ctx.db, entitlementChangedTask, { organization_id })
    return getSubscription(ctx, input)
  })

/** The subscription as it is once nobody else changes its organization's places. */
const hold = async (ctx: Context, id: string): Promise<NamedSubscriptionRow> => {
  const found = await findSubscription(ctx.db, 'all', id)
  if (found === undefined) throw notFound()
  await holdOrganization(ctx, found)
  const held = await findSubscription(ctx.db, 'all', id)
  if (held === undefined) throw notFound()
  return held
}

type Change = Partial<Pick<SubscriptionRow, 'status' | 'quantity' | 'ends_at' | 'reason'>>

const changeOf = (ctx: Context, before: NamedSubscriptionRow, input: ChangeSubscriptionInput): Change => {
  const change: Change = {}
  if (input.status !== undefined && input.status !== before.status) {
    requireMove(before, input.status)
    change.status = input.status
    if (input.status === 'canceled') change.ends_at = ctx.clock.now()
  }
  const status = change.status ?? before.status
  if (status !== 'canceled' && status !== 'declined') {
    if (input.quantity !== undefined && input.quantity !== before.quantity) change.quantity = input.quantity
    if (input.ends_at !== undefined) {
      const ends_at = input.ends_at === null ? null : toIso(Date.parse(input.ends_at))
      if (ends_at !== null && ends_at <= ctx.clock.now())
        throw invalidField('ends_at', 'This time has passed. To end it now, set the status to canceled.')
      if (ends_at !== before.ends_at) change.ends_at = ends_at
    }
  } else if (input.quantity !== undefined || input.ends_at !== undefined) {
    throw new AppError('conflict', {
      message: `This subscription is ${status}, so it has no places to change. Grant a new one.`,
    })
  }
  if (input.reason !== undefined && input.reason !== before.reason) change.reason = input.reason
  return change
}

const requireMove = (before: NamedSubscriptionRow, to: 'active' | 'declined' | 'canceled') => {
  const moves: readonly string[] = subscriptionMoves[before.status]
  if (moves.includes(to)) return
  const doing = { active: 'approved', declined: 'declined', canceled: 'ended' }[to]
  throw new AppError('conflict', {
    message: `This subscription is ${before.status}, so it cannot be ${doing}. Load it again to see what is possible.`,
    details: { status: before.status },
  })
}

const actionOf = ({ status }: Change): `subscription.${string}` => {
  if (status === 'active') return 'subscription.approved'
  if (status === 'declined') return 'subscription.declined'
  return status === 'canceled' ? 'subscription.ended' : 'subscription.changed'
}

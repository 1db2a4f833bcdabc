import { isDeepStrictEqual } from 'node:util'
import { recordChange } from '../audit/record-change.ts'
import { type Context, inTransaction, requireOperator } from '../context.ts'
import { AppError, notFound } from '../lib/errors.ts'
import { entitlementChangedTask, reconcileStripeTask } from '../tasks.ts'
import { checkStripePrice } from './check-stripe-price.ts'
import { getPlan } from './get-plan.ts'
import { findPlan, findPlanTwin, lockPlan, organizationsOnPlan, type PlanRow, updatePlan } from './queries.ts'
import type { ChangePlanInput, Plan } from './schema.ts'

/**
 * Changes what a plan is, costs or covers, takes it off sale or puts it back. Subscriptions keep their agreed price, but what
 * the plan covers holds for them at once.
 */
export const changePlan = async (ctx: Context, input: ChangePlanInput): Promise<Plan> => {
  requireOperator(ctx.caller)
  const current = await findPlan(ctx.db, input.plan_id)
  if (current === undefined) throw notFound()
  const wanted = { ...current, ...changeOf(input, current, ctx.clock.now()) }
  if (isPriceNew(current, wanted)) await checkStripePrice(ctx, wanted)
  return inTransaction(ctx, async (ctx) => {
    const before = await lockPlan(ctx.db, input.plan_id)
    if (before === undefined) throw notFound()
    const change = changeOf(input, before, ctx.clock.now())
    const after = { ...before, ...change }
    if (isDeepStrictEqual(after, before)) return getPlan(ctx, input)
    const twin = await findPlanTwin(ctx.db, { ...after, retired: after.retired_at !== null })
    if (twin !== undefined)
      throw new AppError('already_exists', {
        message: `The plan "${twin.name}" has this name or this Stripe price. Choose others, or change that plan.`,
      })
    await updatePlan(ctx.db, before.id, { ...change, updated_at: ctx.clock.now() })
    await recordChange(ctx, {
      action: actionOf(before, after),
      organization_id: null,
      target: { id: before.id, name: after.name },
      ...differences(before, after),
    })
    if (coverageOf(before) !== coverageOf(after)) await announceToAll(ctx, before.id)
    if (ctx.config.stripe !== null && before.stripe_price_id !== after.stripe_price_id)
      await ctx.jobs.enqueue(ctx.db, reconcileStripeTask, {})
    return getPlan(ctx, input)
  })
}

const changeOf = ({ plan_id: _, retired, ...input }: ChangePlanInput, current: PlanRow, now: string) => {
  const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined))
  const change: Partial<PlanRow> = given
  const newPrice =
    (change.price_minor ?? current.price_minor) !== current.price_minor ||
    (change.currency ?? current.currency) !== current.currency
  if (newPrice && change.price_as_of === undefined) change.price_as_of = now.slice(0, 10)
  if (retired !== undefined) change.retired_at = retired ? (current.retired_at ?? now) : null
  return change
}

const isPriceNew = (before: PlanRow, after: PlanRow) =>
  before.stripe_price_id !== after.stripe_price_id ||
  before.price_minor !== after.price_minor ||
  before.currency !== after.currency

const actionOf = (before: PlanRow, after: PlanRow) => {
  if ((before.retired_at === null) === (after.retired_at === null)) return 'plan.changed'
  return after.retired_at === null ? 'plan.restored' : 'plan.retired'
}

/** Only what differs, so that the audit trail reads as what was done. */
const differences = (before: PlanRow, after: PlanRow) => {
  const names = Object.keys(after).filter(
    (name) => !isDeepStrictEqual(Reflect.get(before, name), Reflect.get(after, name)),
  )
  const pick = (row: PlanRow) => Object.fromEntries(names.map((name) => [name, Reflect.get(row, name)]))
  return { before: pick(before), after: pick(after) }
}

const coverageOf = (plan: PlanRow) => JSON.stringify([plan.methods, plan.plan_types, plan.retention_days])

const announceToAll = async (ctx: Context, planId: string) => {
  const organizations = await organizationsOnPlan(ctx.db, planId)
  await ctx.jobs.enqueueMany(
    ctx.db,
    entitlementChangedTask,
    organizations.map((organization_id) => ({ organization_id })),
  )
}

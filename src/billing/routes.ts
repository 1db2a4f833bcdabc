import { defineRoute, type Route } from '../route.ts'
import { addBackupAddon } from './add-backup-addon.ts'
import { changePlan } from './change-plan.ts'
import { changeSubscription } from './change-subscription.ts'
import { createPlan } from './create-plan.ts'
import { entitlementOf } from './entitlement-of.ts'
import { getPlan } from './get-plan.ts'
import { getSubscription } from './get-subscription.ts'
import { grantSubscription } from './grant-subscription.ts'
import { listPlans } from './list-plans.ts'
import { listSubscriptions } from './list-subscriptions.ts'
import { requestSubscription } from './request-subscription.ts'
import {
  ChangePlanInput,
  ChangeSubscriptionInput,
  CreatePlanInput,
  CreateSubscriptionInput,
  Entitlement,
  EntitlementParams,
  ListPlansQuery,
  ListSubscriptionsQuery,
  Plan,
  PlanPage,
  PlanParams,
  PurchaseInput,
  Subscription,
  SubscriptionPage,
  SubscriptionParams,
} from './schema.ts'
import { stripeRoutes } from './stripe-routes.ts'

const plans = [
  defineRoute({
    method: 'GET',
    path: '/api/plans',
    operation_id: 'listPlans',
    tag: 'Plans',
    summary: 'List plans, the cheapest first',
    access: 'signed_in',
    query: ListPlansQuery,
    reply: { status: 200, body: PlanPage },
    errors: ['invalid_cursor'],
    handle: (ctx, input) => listPlans(ctx, input),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/plans',
    operation_id: 'createPlan',
    tag: 'Plans',
    summary: 'Put a plan on sale',
    access: 'operator',
    body: CreatePlanInput,
    reply: { status: 201, body: Plan },
    errors: ['already_exists', 'stripe_failed'],
    // It may ask Stripe what the price is.
    commits_in_steps: true,
    handle: (ctx, input) => createPlan(ctx, input),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/plans/:plan_id',
    operation_id: 'getPlan',
    tag: 'Plans',
    summary: 'Get a plan',
    access: 'signed_in',
    params: PlanParams,
    reply: { status: 200, body: Plan },
    errors: ['not_found'],
    handle: (ctx, input) => getPlan(ctx, input),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/api/plans/:plan_id',
    operation_id: 'changePlan',
    tag: 'Plans',
    summary: 'Change a plan, take it off sale or put it back',
    access: 'operator',
    params: PlanParams,
    body: ChangePlanInput,
    reply: { status: 200, body: Plan },
    errors: ['not_found', 'already_exists', 'stripe_failed'],
    handle: (ctx, input) => changePlan(ctx, input),
  }),
]

const subscriptions = [
  defineRoute({
    method: 'GET',
    path: '/api/subscriptions',
    operation_id: 'listSubscriptions',
    tag: 'Subscriptions',
    summary: 'List subscriptions and requests, the newest first',
    access: 'signed_in',
    query: ListSubscriptionsQuery,
    reply: { status: 200, body: SubscriptionPage },
    errors: ['not_found', 'invalid_cursor'],
    handle: (ctx, input) => listSubscriptions(ctx, input),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/subscriptions',
    operation_id: 'createSubscription',
    tag: 'Subscriptions',
    summary: 'Grant places on a plan (operators), or ask for them (owners and managers)',
    access: 'signed_in',
    body: CreateSubscriptionInput,
    reply: { status: 201, body: Subscription },
    errors: ['not_found', 'forbidden', 'already_exists', 'plan_retired'],
    handle: (ctx, input) => (ctx.caller.operator ? grantSubscription(ctx, input) : requestSubscription(ctx, input)),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/subscriptions/:subscription_id',
    operation_id: 'getSubscription',
    tag: 'Subscriptions',
    summary: 'Get a subscription',
    access: 'signed_in',
    params: SubscriptionParams,
    reply: { status: 200, body: Subscription },
    errors: ['not_found'],
    handle: (ctx, input) => getSubscription(ctx, input),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/api/subscriptions/:subscription_id',
    operation_id: 'changeSubscription',
    tag: 'Subscriptions',
    summary: 'Approve or decline a request, change places, or end a subscription',
    access: 'operator',
    params: SubscriptionParams,
    body: ChangeSubscriptionInput,
    reply: { status: 200, body: Subscription },
    errors: ['not_found', 'conflict', 'managed_in_stripe'],
    handle: (ctx, input) => changeSubscription(ctx, input),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/subscriptions/add-backup-addon',
    operation_id: 'addBackupAddon',
    tag: 'Subscriptions',
    summary: 'Add places on a plan to an existing customer; no server changes',
    access: 'signed_in',
    body: PurchaseInput,
    reply: { status: 201, body: Subscription },
    errors: ['not_found', 'forbidden', 'already_exists', 'plan_retired'],
    handle: (ctx, input) => addBackupAddon(ctx, input),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/organizations/:organization_id/entitlement',
    operation_id: 'getEntitlement',
    tag: 'Subscriptions',
    summary: 'What an organization may do now, as its subscriptions say',
    access: { role: 'viewer' },
    params: EntitlementParams,
    reply: { status: 200, body: Entitlement },
    errors: ['not_found'],
    handle: (ctx, input) => entitlementOf(ctx, input),
  }),
]

export const billingRoutes: readonly Route[] = [...plans, ...subscriptions, ...stripeRoutes]

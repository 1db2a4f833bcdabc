import { z } from 'zod'
import { defineRoute, type Route } from '../route.ts'
import { askReconcile } from './ask-reconcile.ts'
import { listStripeEvents } from './list-stripe-events.ts'
import { openPortal } from './open-portal.ts'
import { receiveStripeEvent } from './receive-stripe-event.ts'
import {
  ListStripeEventsQuery,
  PortalInput,
  PurchaseInput,
  SettleStripeEventInput,
  StripeEvent,
  StripeEventPage,
  StripeEventParams,
  StripePage,
} from './schema.ts'
import { settleStripeEvent } from './settle-stripe-event.ts'
import { startCheckout } from './start-checkout.ts'

export const stripeRoutes: readonly Route[] = [
  defineRoute({
    method: 'POST',
    path: '/api/billing/checkout',
    operation_id: 'startCheckout',
    tag: 'Billing',
    summary: 'Open a page of Stripe where places on a plan are paid for by card',
    access: 'signed_in',
    body: PurchaseInput,
    reply: { status: 201, body: StripePage },
    errors: [
      'not_found',
      'forbidden',
      'plan_retired',
      'stripe_not_configured',
      'stripe_subscription_exists',
      'stripe_failed',
    ],
    commits_in_steps: true,
    handle: (ctx, input) => startCheckout(ctx, input),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/billing/portal',
    operation_id: 'openPortal',
    tag: 'Billing',
    summary: 'Open a page of Stripe for invoices, cards and subscriptions',
    access: 'signed_in',
    body: PortalInput,
    reply: { status: 201, body: StripePage },
    errors: ['not_found', 'forbidden', 'stripe_not_configured', 'no_stripe_customer', 'stripe_failed'],
    commits_in_steps: true,
    handle: (ctx, input) => openPortal(ctx, input),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/billing/webhooks/stripe',
    operation_id: 'receiveStripeEvent',
    tag: 'Billing',
    summary: 'Where Stripe sends its events; writes records and touches no server',
    access: 'signature',
    raw_body: true,
    headers: z.object({ 'stripe-signature': z.string().max(4_000).optional() }),
    reply: { status: 200, body: z.object({ received: z.literal(true) }) },
    errors: ['invalid_signature', 'invalid_request', 'stripe_not_configured'],
    handle: (ctx, input) => receiveStripeEvent(ctx, input),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/billing/stripe-events',
    operation_id: 'listStripeEvents',
    tag: 'Billing',
    summary: 'List what Stripe told us, and what could not be handled and why',
    access: 'operator',
    query: ListStripeEventsQuery,
    reply: { status: 200, body: StripeEventPage },
    errors: ['invalid_cursor'],
    handle: (ctx, input) => listStripeEvents(ctx, input),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/api/billing/stripe-events/:stripe_event_id',
    operation_id: 'settleStripeEvent',
    tag: 'Billing',
    summary: 'Try an unhandled event again, or put it aside',
    access: 'operator',
    params: StripeEventParams,
    body: SettleStripeEventInput,
    reply: { status: 200, body: StripeEvent },
    errors: ['not_found', 'conflict'],
    handle: (ctx, input) => settleStripeEvent(ctx, input),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/billing/reconcile',
    operation_id: 'reconcileStripe',
    tag: 'Billing',
    summary: 'Compare Stripe with our records now instead of at night',
    access: 'operator',
    reply: { status: 204 },
    errors: ['stripe_not_configured'],
    handle: (ctx) => askReconcile(ctx),
  }),
]

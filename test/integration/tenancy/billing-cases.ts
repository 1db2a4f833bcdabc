import { type Case, organization } from './case.ts'

/** Plans, what is subscribed, how it is paid, and what things cost. */
export const billingCases: Record<string, readonly Case[]> = {
  'GET /api/plans': [{ allowed: 'signed_in', status: 200, path: () => '/api/plans?limit=200' }],
  'POST /api/plans': [
    {
      allowed: 'operator',
      status: 201,
      path: () => '/api/plans',
      body: (t) => ({
        name: `New ${t.user_id}`,
        price_minor: 100,
        currency: 'EUR',
        retention_days: 7,
        plan_types: ['basic'],
      }),
    },
  ],
  'GET /api/plans/:plan_id': [{ allowed: 'signed_in', status: 200, path: (t) => `/api/plans/${t.plan_id}` }],
  'PATCH /api/plans/:plan_id': [
    {
      allowed: 'operator',
      status: 200,
      path: (t) => `/api/plans/${t.own_plan_id}`,
      body: () => ({ price_minor: 200, retired: true }),
    },
  ],
  'GET /api/subscriptions': [
    { allowed: 'signed_in', status: 200, path: () => '/api/subscriptions?limit=200' },
    { allowed: 'viewer', status: 200, path: (t) => `/api/subscriptions?organization_id=${t.organization_id}` },
  ],
  'POST /api/subscriptions': [
    {
      allowed: 'manager',
      status: 201,
      path: () => '/api/subscriptions',
      body: (t) => ({ organization_id: t.organization_id, plan_id: t.plan_id, quantity: 1 }),
    },
  ],
  'GET /api/subscriptions/:subscription_id': [
    { allowed: 'viewer', status: 200, path: (t) => `/api/subscriptions/${t.subscription_id}` },
  ],
  'PATCH /api/subscriptions/:subscription_id': [
    {
      allowed: 'operator',
      status: 200,
      path: (t) => `/api/subscriptions/${t.subscription_id}`,
      body: () => ({ quantity: 5 }),
    },
  ],
  'POST /api/subscriptions/add-backup-addon': [
    {
      allowed: 'manager',
      status: 201,
      path: () => '/api/subscriptions/add-backup-addon',
      body: (t) => ({ organization_id: t.organization_id, plan_id: t.plan_id, quantity: 1 }),
    },
  ],
  'GET /api/organizations/:organization_id/entitlement': [
    { allowed: 'viewer', status: 200, path: organization('/entitlement') },
  ],

  // Without Stripe: whoever may buy is told so, and everybody else that they may not.
  'POST /api/billing/checkout': [
    {
      allowed: 'manager',
      status: 409,
      path: () => '/api/billing/checkout',
      body: (t) => ({ organization_id: t.organization_id, plan_id: t.plan_id, quantity: 1 }),
    },
  ],
  'POST /api/billing/portal': [
    {
      allowed: 'manager',
      status: 409,
      path: () => '/api/billing/portal',
      body: (t) => ({ organization_id: t.organization_id }),
    },
  ],
  'POST /api/billing/webhooks/stripe': [
    {
      // Who sends it does not matter, not even an operator.
      allowed: 'anyone',
      status: 409,
      path: () => '/api/billing/webhooks/stripe',
      body: () => ({ id: 'evt_1', type: 'customer.subscription.deleted' }),
    },
  ],
  'GET /api/billing/stripe-events': [
    { allowed: 'operator', status: 200, path: () => '/api/billing/stripe-events?state=unhandled' },
  ],
  'PATCH /api/billing/stripe-events/:stripe_event_id': [
    {
      allowed: 'operator',
      status: 200,
      path: (t) => `/api/billing/stripe-events/${t.stripe_event_id}`,
      body: () => ({ state: 'dismissed' }),
    },
  ],
  'POST /api/billing/reconcile': [{ allowed: 'operator', status: 409, path: () => '/api/billing/reconcile' }],
  'GET /api/provider-prices': [{ allowed: 'operator', status: 200, path: () => '/api/provider-prices' }],
  'PUT /api/provider-prices/:provider': [
    {
      allowed: 'operator',
      status: 200,
      path: () => '/api/provider-prices/contabo',
      body: () => ({ as_of: '2026-01-10', native: { 'VPS 10': { amount_minor: 160, currency: 'EUR' } } }),
    },
  ],
  'DELETE /api/provider-prices/:provider': [
    // The fake cloud's prices are entered by nobody.
    { allowed: 'nobody', status: 404, path: () => '/api/provider-prices/digitalocean' },
  ],
  'GET /api/exchange-rates': [{ allowed: 'operator', status: 200, path: () => '/api/exchange-rates' }],
  'PUT /api/exchange-rates/:from_currency/:to_currency': [
    {
      allowed: 'operator',
      status: 200,
      path: () => '/api/exchange-rates/USD/EUR',
      body: () => ({ rate: 0.86, as_of: '2026-01-10' }),
    },
  ],
  'DELETE /api/exchange-rates/:from_currency/:to_currency': [
    // Nobody entered one.
    { allowed: 'nobody', status: 404, path: () => '/api/exchange-rates/CHF/JPY' },
  ],
}

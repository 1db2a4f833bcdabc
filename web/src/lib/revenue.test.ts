import { expect, test } from 'vitest'
import type { Subscription } from '../api/billing-types.ts'
import { monthlyRevenue, placesSold } from './revenue.ts'

const sold = (more: Partial<Subscription>): Subscription => ({
  id: 'sub_1',
  organization_id: 'org_1',
  organization_name: 'Acme',
  plan_id: 'pln_1',
  plan_name: 'Standard',
  quantity: 1,
  status: 'active',
  source: 'grant',
  entitled: true,
  entitled_until: null,
  price_minor: 1299,
  currency: 'EUR',
  price_as_of: '2026-11-01',
  past_due_since: null,
  current_period_end: null,
  ends_at: null,
  reason: null,
  managed_in_stripe: false,
  stripe_subscription_id: null,
  merged_into: null,
  requested_by: 'Ada',
  created_at: '2026-11-01T00:00:00.000Z',
  updated_at: '2026-11-01T00:00:00.000Z',
  ...more,
})

test('only what counts brings money, and add-ons merged into another count once', () => {
  const all = [
    sold({ quantity: 3 }),
    sold({ entitled: false, status: 'requested', quantity: 10 }),
    sold({ merged_into: 'sub_1', quantity: 2 }),
    sold({ currency: 'USD', price_minor: 500, plan_id: 'pln_2', quantity: 2 }),
  ]
  expect(monthlyRevenue(all)).toEqual([
    { currency: 'EUR', amount_minor: 3897 },
    { currency: 'USD', amount_minor: 1000 },
  ])
  expect(placesSold(all)).toBe(5)
  expect(placesSold(all, 'pln_2')).toBe(2)
})

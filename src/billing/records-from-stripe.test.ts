import type Stripe from 'stripe'
import { expect, test } from 'vitest'
import { recordsFromStripe } from './records-from-stripe.ts'

const seconds = (iso: string) => Date.parse(iso) / 1_000
const periodEnd = '2026-04-01T00:00:00.000Z'
const item = (extra: object = {}) => ({
  id: 'si_1',
  quantity: 2,
  metadata: {},
  current_period_start: seconds('2026-03-01T00:00:00Z'),
  current_period_end: seconds(periodEnd),
  price: { id: 'price_a', unit_amount: 499, currency: 'eur' },
  ...extra,
})
const subscription = (extra: object = {}, ...items: object[]) =>
  // Only what is read of it: the whole object has sixty fields.
  ({
    id: 'sub_1',
    status: 'active',
    ended_at: null,
    cancel_at: null,
    cancel_at_period_end: false,
    items: { data: items.length === 0 ? [item()] : items },
    ...extra,
  }) as unknown as Stripe.Subscription
const plans = [
  { id: 'pln_a', stripe_price_id: 'price_a' },
  { id: 'pln_b', stripe_price_id: 'price_b' },
]
const row = { stripe_item_id: 'si_1', stripe_price_id: 'price_old', plan_id: 'pln_a', price_minor: 399 }
const statusOf = (status: string) => recordsFromStripe(subscription({ status }), plans, [], null).items[0]?.status

test('an item becomes a record', () => {
  expect(recordsFromStripe(subscription(), plans, [], null)).toEqual({
    items: [
      {
        stripe_item_id: 'si_1',
        stripe_price_id: 'price_a',
        addon_id: null,
        plan_id: 'pln_a',
        quantity: 2,
        status: 'active',
        price_minor: 499,
        currency: 'EUR',
        past_due_since: null,
        current_period_end: periodEnd,
        ends_at: null,
      },
    ],
    unknown_prices: [],
  })
})

test.each([
  ['trialing', 'trialing'],
  ['unpaid', 'unpaid'],
  ['paused', 'paused'],
  ['canceled', 'canceled'],
  ['incomplete_expired', 'canceled'],
  ['invented_tomorrow', 'incomplete'],
  ['requested', 'incomplete'],
])('status %s is %s', (theirs, ours) => {
  expect(statusOf(theirs)).toBe(ours)
})

test('past due since the oldest open payment, or else since the period began', () => {
  const pastDue = subscription({ status: 'past_due' })
  const since = (at: string | null) => recordsFromStripe(pastDue, plans, [], at).items[0]?.past_due_since
  expect(since('2026-02-03T00:00:00.000Z')).toBe('2026-02-03T00:00:00.000Z')
  expect(since(null)).toBe('2026-03-01T00:00:00.000Z')
})

test('it ends when Stripe says, or with what is paid', () => {
  const end = (extra: object) => recordsFromStripe(subscription(extra), plans, [], null).items[0]?.ends_at
  expect(end({ cancel_at: seconds('2026-05-05T00:00:00Z') })).toBe('2026-05-05T00:00:00.000Z')
  expect(end({ cancel_at_period_end: true })).toBe(periodEnd)
  expect(end({ ended_at: seconds('2026-03-03T00:00:00Z'), cancel_at: seconds('2026-05-05T00:00:00Z') })).toBe(
    '2026-03-03T00:00:00.000Z',
  )
})

test('an unknown price is named; an item that we know keeps its plan', () => {
  const foreign = item({ price: { id: 'price_x', unit_amount: 1, currency: 'eur' } })
  expect(recordsFromStripe(subscription({}, foreign), plans, [], null)).toEqual({
    items: [],
    unknown_prices: ['price_x'],
  })
  const kept = recordsFromStripe(subscription({}, foreign), plans, [row], null)
  expect(kept).toMatchObject({ items: [{ plan_id: 'pln_a', quantity: 2 }], unknown_prices: ['price_x'] })
  const old = item({ price: { id: 'price_old', unit_amount: null, currency: 'eur' } })
  expect(recordsFromStripe(subscription({}, old), plans, [row], null)).toMatchObject({
    items: [{ plan_id: 'pln_a', price_minor: 399 }],
    unknown_prices: [],
  })
})

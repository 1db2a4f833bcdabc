import { expect, test } from 'vitest'
import { entitlementFrom } from './entitlement-from.ts'
import { SubscriptionStatus } from './schema.ts'

const now = '2026-03-10T12:00:00.000Z'
const plan = (id: string, extra: object = {}) => ({
  id,
  name: id.toUpperCase(),
  plan_types: ['basic', 'pro'],
  methods: ['files', 'native'],
  retention_days: 30,
  ...extra,
})
const plans = [plan('pln_a'), plan('pln_b', { retention_days: 7 })]
const subscription = (extra: object = {}) => ({
  plan_id: 'pln_a',
  quantity: 3,
  status: 'active' as SubscriptionStatus,
  past_due_since: null,
  ends_at: null,
  ...extra,
})
const entitled = (...subscriptions: object[]) => entitlementFrom(subscriptions.map(subscription), plans, now).plans
const short = (...subscriptions: object[]) =>
  entitled(...subscriptions).map(({ plan_id, places, status, until }) => [plan_id, places, status, until])

test('an active subscription entitles to its places, as the plan says', () => {
  expect(entitled({})).toEqual([
    {
      plan_id: 'pln_a',
      plan_name: 'PLN_A',
      places: 3,
      plan_types: ['basic', 'pro'],
      methods: ['native', 'files'],
      retention_days: 30,
      until: null,
      status: 'active',
    },
  ])
})

test.each(SubscriptionStatus.options)('status %s', (status) => {
  const until = '2026-03-23T12:00:00.000Z'
  const expected = {
    active: [['pln_a', 3, 'active', null]],
    trialing: [['pln_a', 3, 'trialing', null]],
    past_due: [['pln_a', 3, 'past_due', until]],
  }
  const found = short({ status, past_due_since: status === 'past_due' ? '2026-03-09T12:00:00.000Z' : null })
  expect(found).toEqual(Reflect.get(expected, status) ?? [])
})

test.each([
  ['just begun', { past_due_since: now }, [['pln_a', 3, 'past_due', '2026-03-24T12:00:00.000Z']]],
  [
    'a moment before its end',
    { past_due_since: '2026-02-24T12:00:00.001Z' },
    [['pln_a', 3, 'past_due', '2026-03-10T12:00:00.001Z']],
  ],
  ['at its end', { past_due_since: '2026-02-24T12:00:00.000Z' }, []],
  ['of unknown begin', { past_due_since: null }, []],
  [
    'of a subscription that ends sooner',
    { past_due_since: now, ends_at: '2026-03-11T00:00:00.000Z' },
    [['pln_a', 3, 'past_due', '2026-03-11T00:00:00.000Z']],
  ],
])('the grace period, %s', (_name, extra, expected) => {
  expect(short({ status: 'past_due', ...extra })).toEqual(expected)
})

test.each([
  ['to come', '2026-03-10T12:00:00.001Z', 1],
  ['now', now, 0],
  ['passed', '2026-01-01T00:00:00.000Z', 0],
])('an end that is %s', (_name, ends_at, count) => {
  expect(short({ ends_at })).toHaveLength(count)
  expect(short({ status: 'trialing', ends_at })).toHaveLength(count)
})

test('places on one plan count together, under the weakest status and the first end', () => {
  expect(
    short(
      { quantity: 2 },
      { quantity: 5, status: 'trialing', ends_at: '2026-04-01T00:00:00.000Z' },
      { quantity: 1, plan_id: 'pln_b' },
      { quantity: 9, status: 'unpaid' },
    ),
  ).toEqual([
    ['pln_a', 7, 'trialing', '2026-04-01T00:00:00.000Z'],
    ['pln_b', 1, 'active', null],
  ])
  expect(short({ status: 'past_due', past_due_since: now }, {})).toEqual([
    ['pln_a', 6, 'past_due', '2026-03-24T12:00:00.000Z'],
  ])
})

test('no places, an unknown plan, nothing at all: nothing', () => {
  expect(short({ quantity: 0 })).toEqual([])
  expect(short({ plan_id: 'pln_z' })).toEqual([])
  expect(short()).toEqual([])
})

import { expect, test } from 'vitest'
import { eventFacts } from './event-facts.ts'

const event = (type: string, object: unknown) => ({ id: 'evt_1', type, created: 1_700_000_000, data: { object } })
const about = (type: string, object: unknown) => {
  const facts = eventFacts(event(type, object))
  return facts && [facts.means, facts.stripe_subscription_id, facts.stripe_customer_id]
}

test.each([
  ['customer.subscription.updated', { id: 'sub_1', customer: 'cus_1' }, ['sync', 'sub_1', 'cus_1']],
  ['customer.subscription.deleted', { id: 'sub_1', customer: { id: 'cus_1' } }, ['sync', 'sub_1', 'cus_1']],
  ['checkout.session.completed', { id: 'cs_1', customer: 'cus_1', subscription: 'sub_1' }, ['sync', 'sub_1', 'cus_1']],
  ['checkout.session.expired', { id: 'cs_1', customer: 'cus_1', subscription: null }, ['ignore', null, 'cus_1']],
  [
    'invoice.paid',
    { id: 'in_1', customer: 'cus_1', parent: { subscription_details: { subscription: 'sub_1' } } },
    ['sync', 'sub_1', 'cus_1'],
  ],
  ['invoice.paid', { id: 'in_1', customer: 'cus_1', subscription: 'sub_1' }, ['sync', 'sub_1', 'cus_1']],
  ['invoice.paid', { id: 'in_1', customer: 'cus_1', parent: null }, ['ignore', null, 'cus_1']],
  ['customer.updated', { id: 'cus_1' }, ['ignore', null, 'cus_1']],
  ['charge.dispute.created', { id: 'dp_1' }, ['review', null, null]],
  ['customer.subscription.updated', { id: 'sub_\u0000', customer: 7 }, ['ignore', null, null]],
  ['invented.tomorrow', { any: ['thing'] }, ['ignore', null, null]],
])('%s of %j', (type, object, expected) => {
  expect(about(type, object)).toEqual(expected)
})

test.each([
  null,
  [],
  'text',
  {},
  { id: 'evt_1', type: 'x', created: 1 },
  { ...event('x', {}), id: "evt_'; drop" },
  { ...event('x', {}), created: 1e300 },
])('%j is no event', (payload) => {
  expect(eventFacts(payload)).toBeNull()
})

import { expect, test } from 'vitest'
import { subscriptionStanding } from './subscription-standing.ts'

test.each([
  ['active', true, 'Active'],
  ['active', false, 'Ended'],
  ['trialing', true, 'Trial'],
  ['past_due', true, 'Past due'],
  ['past_due', false, 'Lapsed'],
  ['unpaid', false, 'Lapsed'],
  ['canceled', false, 'Ended'],
  ['requested', false, 'Requested'],
] as const)('%s, places count: %s → %s', (status, entitled, word) =>
  expect(subscriptionStanding({ status, entitled }).word).toBe(word),
)

import { expect, test } from 'vitest'
import { type OwnPlan, withOwn } from './own-plans.ts'

const own = (places: number, amount_minor: number, currency = 'EUR'): OwnPlan => ({
  ...{ plan_id: 'a', plan_name: 'Standard', subscriptions: [], places, places_used: 0, status: 'active', until: null },
  price: { amount_minor, currency },
})
const more = { places: 2, price: { amount_minor: 2_598, currency: 'EUR' } }

test('places that are added are told with those that one has', () => {
  expect(withOwn([own(3, 1_497), own(2, 2_598)], more)).toEqual({
    ...{ places: 7, price: { amount_minor: 6_693, currency: 'EUR' } },
  })
})

test('nothing is added up where there is nothing yet, or in another currency, or its price is not known', () => {
  expect(withOwn([], more)).toBeNull()
  expect(withOwn([own(3, 1_497, 'USD')], more)).toBeNull()
  expect(withOwn([{ ...own(3, 0), price: null }], more)).toBeNull()
})

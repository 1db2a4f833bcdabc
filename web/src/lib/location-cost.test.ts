import { expect, test } from 'vitest'
import { costWords } from './location-cost.ts'

test('what a location costs, in a line', () => {
  const price = { gb_month: { micros: 14_300, currency: 'EUR' }, as_of: '2026-01-10' }
  const monthly_cost = { amount_minor: 1_240, currency: 'EUR' }
  expect(costWords({ price, monthly_cost })).toBe('€12.40 a month at €0.0143 per GB')
  expect(costWords({ price: null, monthly_cost: null })).toBe('no price')
})

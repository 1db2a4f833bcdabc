import { expect, test } from 'vitest'
import { freshPlan, planChecks, planInputOf } from './plan-form.ts'

test('a form becomes what the API takes', () =>
  expect(
    planInputOf({
      ...freshPlan,
      name: ' Standard ',
      description: ' For  all ',
      price: '12,99',
      plan_types: 'Basic, pro',
      features: 'a\n\n b ',
    }),
  ).toEqual({
    name: 'Standard',
    description: 'For  all',
    price_minor: 1299,
    currency: 'EUR',
    retention_days: 30,
    plan_types: ['basic', 'pro'],
    features: ['a', 'b'],
    methods: ['native', 'snapshot', 'files'],
    stripe_price_id: null,
  }))

test('what makes no sense is said beside its field', () => {
  expect(planChecks.price('free', freshPlan)).toContain('12.99')
  expect(planChecks.retention_days('0')).toContain('whole days')
  expect(planChecks.plan_types(' , ')).toContain('basic')
  expect(planChecks.methods([])).toContain('at least one')
  expect(planChecks.currency('EU')).toContain('EUR')
})

import { expect, test } from 'vitest'
import { rateWords } from '../../lib/rate-words.ts'
import { emptyRate, rateChecks, rateInputOf } from './rate-form.ts'

test('a rate as it is typed, with a point or a comma', () => {
  const values = { ...emptyRate, from_currency: ' usd', rate: '0,8631', as_of: '2026-11-20', note: ' ' }
  expect(rateInputOf(values)).toEqual({
    ...{ from_currency: 'USD', to_currency: 'EUR', rate: 0.8631, as_of: '2026-11-20', note: null },
  })
})

test('what is none is said at its field', () => {
  for (const text of ['', '0', '-1', '1.', 'much']) expect(rateChecks.rate(text)).toContain('above 0')
  expect(rateChecks.rate('1.16')).toBeNull()
  expect(rateChecks.to_currency('usd', emptyRate)).toContain('Another')
  expect(rateChecks.from_currency('$')).toContain('Three letters')
})

test('a rate in words', () => {
  expect(rateWords({ from_currency: 'USD', to_currency: 'EUR', rate: 0.86 }, 'en')).toBe('$1 = €0.86')
  expect(rateWords({ from_currency: 'JPY', to_currency: 'EUR', rate: 0.00612 }, 'en')).toBe('¥1 = €0.00612')
})

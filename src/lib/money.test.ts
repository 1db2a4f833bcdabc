import { expect, test } from 'vitest'
import { monthlyMoney, unitPriceWords } from './money.ts'

const gb = 1_000_000_000

test.each([
  [100 * gb, 20_000, 'EUR', 200],
  [gb / 2, 14_300, 'EUR', 1],
  [100 * gb, 3_000_000, 'JPY', 300],
  [100 * gb, 0, 'USD', 0],
  [0, 20_000, 'USD', 0],
])('%d bytes at %d millionths of %s', (bytes, micros, currency, amount_minor) => {
  expect(monthlyMoney(bytes, { micros, currency })).toEqual({ amount_minor, currency })
})

test('a unit price is told with all its digits', () => {
  expect(unitPriceWords({ micros: 14_300, currency: 'EUR' })).toBe('€0.0143')
  expect(unitPriceWords({ micros: 20_000, currency: 'USD' })).toBe('$0.02')
})

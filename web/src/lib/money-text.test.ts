import { expect, test } from 'vitest'
import { minorOf, moneyText } from './money-text.ts'

test('prices are read as people type them', () => {
  expect(minorOf('12.99', 'EUR')).toBe(1299)
  expect(minorOf(' 12,9 ', 'EUR')).toBe(1290)
  expect(minorOf('7', 'EUR')).toBe(700)
  expect(minorOf('700', 'JPY')).toBe(700)
})

test.each(['', '-1', '1.299', '12.999', '€5', '1e3', '99999999'])('"%s" is no price in euros', (text) =>
  expect(minorOf(text, 'EUR')).toBeNull(),
)

test('and written back the same way', () => {
  expect(moneyText(1299, 'EUR')).toBe('12.99')
  expect(moneyText(700, 'JPY')).toBe('700')
})

import { expect, test } from 'vitest'
import { costOfDrill } from './cost-of-drill.ts'

const eur = (amount_minor: number) => ({ amount_minor, currency: 'EUR' })

test('four hours of the month, rounded up', () => {
  expect(costOfDrill(eur(624), eur(4))).toEqual(eur(4))
  expect(costOfDrill(eur(625), eur(100))).toEqual(eur(5))
})

test.each([
  [null, eur(100), /not known/],
  [eur(62_400), eur(399), /up to €4.00/],
  [{ amount_minor: 100, currency: 'USD' }, eur(399), /in USD/],
])('%j against %j is refused', (price, ceiling, message) => {
  expect(() => costOfDrill(price, ceiling)).toThrow(message)
})

import { expect, test } from 'vitest'
import { inOneCurrency } from './in-one-currency.ts'
import { marginOf } from './margin-of.ts'
import { whyApart } from './why-apart.ts'

const dollars = { from_currency: 'USD', to_currency: 'EUR', rate: 0.8, as_of: '2026-11-20' }
const pounds = { from_currency: 'EUR', to_currency: 'GBP', rate: 0.5, as_of: '2026-11-19' }
const eur = (amount_minor: number) => ({ amount_minor, currency: 'EUR' })
const usd = (amount_minor: number) => ({ amount_minor, currency: 'USD' })
const gbp = (amount_minor: number) => ({ amount_minor, currency: 'GBP' })
const euros = { currency: 'EUR', rates: [dollars, pounds] }

test('amounts come to one sum by the rates entered, also by those the other way round, and name them', () => {
  expect(inOneCurrency([eur(100), usd(1_000), gbp(50)], euros)).toEqual({ ...eur(1_000), rates: [dollars, pounds] })
  expect(inOneCurrency([usd(1_000)], euros)).toEqual({ ...eur(800), rates: [dollars] })
})

test('what needs no rate, or has none, is not converted', () => {
  expect(inOneCurrency([eur(100)], euros)).toBeNull()
  expect(inOneCurrency([], euros)).toBeNull()
  expect(inOneCurrency([usd(1), { amount_minor: 1, currency: 'JPY' }], euros)).toBeNull()
  expect(inOneCurrency([usd(1)], { currency: null, rates: [dollars] })).toBeNull()
})

test('why amounts stay apart names the rates that are missing', () => {
  expect(whyApart(['EUR', 'USD', 'EUR'], euros)).toBeNull()
  expect(whyApart(['JPY'], euros)).toBeNull()
  expect(whyApart(['USD', 'JPY', 'EUR', 'CHF'], euros)).toBe(
    'The amounts are in CHF and EUR and JPY and USD, and no rate between CHF or JPY and EUR is known. Enter one under Provider accounts.',
  )
  expect(whyApart(['EUR', 'USD'], { currency: null, rates: [] })).toContain('no plan yet')
})

test('a margin over several currencies is one sum where rates are known, and says so where not', () => {
  const sides = { revenue: [eur(2_000)], cost: [usd(1_000), eur(300)], unpriced: 0 }
  expect(marginOf(sides, euros)).toEqual({ margin: eur(900), margin_unknown: null, margin_rates: [dollars] })
  expect(marginOf(sides, { currency: 'EUR', rates: [] })).toEqual({
    margin: null,
    margin_unknown:
      'The amounts are in EUR and USD, and no rate between USD and EUR is known. Enter one under Provider accounts.',
    margin_rates: [],
  })
  expect(marginOf({ ...sides, unpriced: 2 }, euros)).toMatchObject({
    margin: null,
    margin_unknown: expect.stringContaining('What 2 of the backups cost is not known'),
  })
  const apart = { revenue: [usd(500)], cost: [usd(300)], unpriced: 0 }
  expect(marginOf(apart, euros), 'of one currency there is nothing to convert').toEqual({
    ...{ margin: usd(200), margin_unknown: null, margin_rates: [] },
  })
})

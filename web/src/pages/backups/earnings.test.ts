import { expect, test } from 'vitest'
import { earnings } from './earnings.ts'

const eur = (amount_minor: number) => ({ currency: 'EUR', amount_minor })
const usd = (amount_minor: number) => ({ currency: 'USD', amount_minor })

test('revenue with its margin, where cost and revenue can be held against each other', () => {
  expect(earnings([eur(337_208)], [eur(118_420)], false)).toMatch(/^revenue €3,372\.08, margin 64\.9\s%$/)
  expect(earnings([eur(1000)], [eur(1500)], false)).toMatch(/margin −50\s%$/)
})

test('no margin is made up', () => {
  expect(earnings([], [eur(5)], false)).toBeNull()
  expect(earnings([eur(1000)], [], false)).toBe('revenue €10.00')
  expect(earnings([eur(1000)], [usd(100)], false)).toBe('revenue €10.00')
  expect(earnings([eur(1000), usd(5)], [eur(100)], false)).toBe('revenue €10.00 + $0.05')
  expect(earnings([eur(1000)], [eur(100)], true)).toBe('revenue €10.00')
})

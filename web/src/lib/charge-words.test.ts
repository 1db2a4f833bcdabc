import { expect, test } from 'vitest'
import type { ServerMargin } from '../../../src/insights/storage/schema.ts'
import { againPrice, chargeWords, marginFact } from './charge-words.ts'

const usd = (amount_minor: number) => ({ amount_minor, currency: 'USD' })
const native = { method: 'native', money: usd(720), basis: '30 % of $24.00', charged: false, as_of: null } as const
const files = { method: 'files', money: null, basis: 'nobody entered it', charged: true, as_of: null } as const
const rest: Pick<ServerMargin, 'billed_to' | 'margin_rates' | 'margin_unknown' | 'charges'> = {
  ...{ billed_to: 'operators', margin_rates: [], margin_unknown: null, charges: [] },
}

test('a charge says what it is made of, whether it is asked for now, and where it is not known why', () => {
  expect(chargeWords({ ...native, charged: true })).toBe('$7.20 a month (30 % of $24.00)')
  expect(chargeWords(native)).toBe('$7.20 a month once it is on (30 % of $24.00)')
  expect(chargeWords(files)).toBe('not known: nobody entered it')
})

test('the price stands at the button where it is one that is known and not asked for yet', () => {
  expect(againPrice([native, files], ['native'])).toBe(', $7.20 a month')
  expect(againPrice([{ ...native, charged: true }], ['native'])).toBe('')
  expect(againPrice([native], ['files'])).toBe('')
  expect(againPrice(undefined, ['native'])).toBe('')
})

test('a loss is told as such, with both its sides', () => {
  const sold = { plan_name: 'Standard', money: usd(1_299) }
  expect(marginFact({ ...rest, sold, cost: [usd(1_529)], margin: usd(-230) })).toEqual({
    ...{ label: 'Margin', value: '−$2.30 a month', tone: 'warn' },
    caption: 'costs $15.29, sold at $12.99',
  })
})

test('what is not in it is said; where nothing is known, why', () => {
  expect(marginFact({ ...rest, charges: [files], sold: null, cost: [usd(100)], margin: usd(-100) }).caption).toBe(
    'costs $1.00 without files, no place is paid for',
  )
  expect(marginFact({ ...rest, sold: null, cost: [], margin: null, margin_unknown: 'No prices.' })).toMatchObject({
    value: 'not known',
    caption: 'No prices.',
  })
})

import { expect, test } from 'vitest'
import type { ServerCharge, ServerMargin } from '../../../src/insights/storage/schema.ts'
import { againPrice, chargeWords, marginFact } from './charge-words.ts'

const now = new Date('2026-11-22T12:00:00Z')
const usd = (amount_minor: number) => ({ amount_minor, currency: 'USD' })
const native: ServerCharge = {
  ...{ method: 'native', money: usd(720), basis: '30 % of $24.00', charged: false, as_of: null },
}
const files: ServerCharge = { method: 'files', money: null, basis: 'nobody entered it', charged: true, as_of: null }
const none: ServerMargin = {
  ...{ charges: [], billed_to: 'operators', sold: null, cost: [] },
  ...{ margin: null, margin_unknown: 'There is neither revenue nor cost.', margin_rates: [] },
}
const sold = { plan_name: 'Standard', money: usd(1_299) }
const known = (of: Partial<ServerMargin>) => marginFact({ ...none, margin_unknown: null, ...of }, now)

test('a charge says what it is made of, whether it is asked for now, of whom, and where it is not known why', () => {
  expect(chargeWords({ ...native, charged: true }, 'operators')).toBe('$7.20 a month (30 % of $24.00)')
  expect(chargeWords(native, 'operators')).toBe('$7.20 a month once it is on (30 % of $24.00)')
  expect(chargeWords({ ...native, charged: true }, 'organization')).toBe(
    '$7.20 a month, billed to the customer (30 % of $24.00)',
  )
  expect(chargeWords(files, 'organization')).toBe('not known: nobody entered it')
})

test('the price stands at the button where it is one that the operators pay, known and not asked for yet', () => {
  const costs = { charges: [native, files], billed_to: 'operators' as const }
  expect(againPrice(costs, ['native'])).toBe(', $7.20 a month')
  expect(againPrice({ ...costs, charges: [{ ...native, charged: true }] }, ['native'])).toBe('')
  expect(againPrice({ ...costs, billed_to: 'organization' }, ['native'])).toBe('')
  expect(againPrice(costs, ['snapshot'])).toBe('')
  // Of two, the other one may cost something too.
  expect(againPrice(costs, ['native', 'snapshot'])).toBe('')
  expect(againPrice(undefined, ['native'])).toBe('')
})

test('a loss is told as such, with both its sides', () => {
  expect(known({ charges: [native], sold, cost: [usd(1_529)], margin: usd(-230) })).toEqual({
    ...{ label: 'Margin', value: '−$2.30 a month', tone: 'warn' },
    caption: 'costs $15.29, sold at $12.99',
  })
})

test('what is not in it is said, and what it was converted with', () => {
  expect(known({ charges: [files], cost: [usd(100)], margin: usd(-100) }).caption).toBe(
    'costs $1.00 without files, no place is paid for',
  )
  const margin_rates = [{ from_currency: 'EUR', to_currency: 'USD', rate: 1.5, as_of: '2026-11-18' }]
  const converted = known({ charges: [native], sold, margin: usd(849), margin_rates })
  expect(converted.value).toMatch(/^≈.\$8\.49 a month$/)
  expect(converted.caption).toMatch(/sold at \$12\.99; .*18 Nov/)
})

test('where it is not known the reason stands, not one side; where there is nothing, there is none', () => {
  const unknown = { charges: [native], sold, cost: [usd(100)], margin_unknown: 'No rate between EUR and USD is known.' }
  expect(known(unknown)).toMatchObject({ value: 'not known', caption: 'No rate between EUR and USD is known.' })
  expect(marginFact(none, now)).toMatchObject({ value: 'none' })
})

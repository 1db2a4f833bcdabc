import { expect, test } from 'vitest'
import type { MethodOffer } from '../../../src/protections/planner/schema.ts'
import { figureOf, marginOf, storageWords, verbOf } from './enable-words.ts'
import type { Offered } from './offers.ts'

const eur = (amount_minor: number) => ({ amount_minor, currency: 'EUR' })
const cost = {
  money: { amount_minor: 720, currency: 'USD' },
  converted: eur(619),
  estimate: false,
  basis: '30 % of $24.00',
}
const offered = (more: Partial<MethodOffer>): Offered => ({
  ...{ key: 'native-day', word: 'Native, daily', on: false, waits: null },
  offer: {
    ...{ method: 'native', fits: true, available: true, addable: true, why_not: [], schedule: null, keeps: null },
    ...{ restore: { in_place: true, to_new: true, files: false }, warnings: [], storage: null, cheapest: null },
    ...{ customer_pays: eur(0), margin: eur(680), margin_unknown: null },
    provider_cost: { ...cost, billed_to: 'operators', as_of: '2026-11-01' },
    ...more,
  },
})
const files = offered({ method: 'files', margin: null, margin_unknown: 'The cost is not known.' })
const plan = { id: 'pln_1', name: 'Standard', price: eur(1_299), retention_days: 30, covered: true }

test('a cost in the plan’s currency is marked as converted; without a rate it is as it is charged', () => {
  const billed = { ...cost, billed_to: 'operators', as_of: null } as const
  expect(figureOf(billed)).toBe('≈\u00a0€6.19')
  expect(figureOf({ ...billed, converted: null })).toBe('$7.20')
  expect(figureOf({ ...billed, money: null, converted: null })).toBe('not known')
})

test('what is left of the price, and what else comes off it', () => {
  expect(marginOf({ plan }, [offered({})])).toEqual({ money: eur(680), beside: [] })
  expect(marginOf({ plan }, [offered({}), files])).toEqual({ money: eur(680), beside: ['files'] })
  expect(marginOf({ plan }, [files])).toEqual({ unknown: expect.stringContaining('not known') })
  const priced = offered({ method: 'files', margin: eur(1_199) })
  expect(marginOf({ plan }, [offered({}), priced])).toEqual({ money: eur(580), beside: [] })
  const euros = offered({ margin: null, margin_unknown: 'No rate is entered.' })
  expect(marginOf({ plan }, [euros, files])).toEqual({ unknown: 'Native, daily: No rate is entered.' })
})

test('what backups take up, as far as it is known', () => {
  const storage = { first_bytes: 27e9, later_bytes: 41e9, after_days: 30, basis: 'By the newest image.' }
  expect(storageWords(offered({ storage }).offer)?.detail.replaceAll('\u00a0', ' ')).toBe(
    'about 27.0 GB at first, 41.0 GB after 30 days. By the newest image.',
  )
  expect(storageWords(offered({ storage: { ...storage, later_bytes: null } }).offer)?.detail).toContain('at first. By')
  const unknown = { first_bytes: null, later_bytes: null, after_days: 30, basis: 'Not before the first one.' }
  expect(storageWords(offered({ storage: unknown }).offer)).toEqual({ figure: 'not known', detail: unknown.basis })
})

test('the button says what it does', () => {
  expect(verbOf([files, offered({})], false)).toBe('Enable files and native')
  expect(verbOf([], true)).toBe('Add a method')
})

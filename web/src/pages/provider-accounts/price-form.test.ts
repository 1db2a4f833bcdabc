import { expect, test } from 'vitest'
import type { PriceTable } from '../../api/price-types.ts'
import { priceChecks, priceInputOf, priceValuesOf } from './price-form.ts'
import { nativeWords, rangeWords, snapshotWords } from './price-words.ts'

const eur = (amount_minor: number) => ({ amount_minor, currency: 'EUR' })
const bySize: PriceTable = {
  provider: 'contabo',
  label: 'Contabo',
  prices: {
    servers: {},
    native_percent: null,
    native: { 'VPS 10': eur(150), 'VPS 60': eur(950) },
    snapshot_gb_month: null,
  },
  snapshots_billed: 'included',
  source: 'operator',
  as_of: '2026-08-22',
  note: 'Read off their page.',
  updated_at: '2026-08-22T12:00:00.000Z',
}
const byShare: PriceTable = {
  ...bySize,
  prices: {
    servers: { 's-1': eur(600) },
    native_percent: { day: 30, week: 20 },
    native: null,
    snapshot_gb_month: { micros: 14_300, currency: 'EUR' },
  },
  note: null,
}

test.each([bySize, byShare])('what is shown and not touched is sent as it was', (table) => {
  const { as_of, note, prices } = table
  expect(priceInputOf(priceValuesOf(table), table)).toEqual({ ...prices, as_of, note })
})

test('a provider of which nothing is known begins empty', () => {
  const none: PriceTable = { ...bySize, prices: null, as_of: null, note: null, source: null }
  const values = { ...priceValuesOf(none), as_of: '2026-11-21', snapshot_gb: '0,05' }
  expect(priceInputOf(values, none)).toEqual({
    servers: {},
    native_percent: null,
    native: null,
    snapshot_gb_month: { micros: 50_000, currency: 'EUR' },
    as_of: '2026-11-21',
    note: null,
  })
})

test('lines are a size and a price', () => {
  const values = { ...priceValuesOf(bySize), sizes: 'VPS 10: 1.50\n\nVPS 20 = 2' }
  expect(priceChecks.sizes(values.sizes, values)).toBeNull()
  expect(priceInputOf(values, bySize).native).toEqual({ 'VPS 10': eur(150), 'VPS 20': eur(200) })
  expect(priceChecks.sizes('VPS 10', values)).toContain('VPS 10')
  expect(priceChecks.sizes('VPS 10: much', values)).toContain('no size with a price')
  expect(priceChecks.sizes('', values)).not.toBeNull()
})

test('per cent count only where there is a share', () => {
  expect(priceChecks.day('', priceValuesOf(bySize))).toBeNull()
  expect(priceChecks.day('a lot', priceValuesOf(byShare))).not.toBeNull()
})

test('prices in a line', () => {
  expect(byShare.prices && nativeWords(byShare.prices)).toBe('30 % daily, 20 % weekly')
  expect(bySize.prices && nativeWords(bySize.prices)).toMatch(/^2 sizes, .*1\.50 to .*9\.50$/)
  expect(snapshotWords({ ...byShare, snapshots_billed: 'per_gb' })).toMatch(/0\.0143 per GB$/)
  expect(snapshotWords(bySize)).toBe('part of the server')
  expect(rangeWords({})).toBe('none')
})

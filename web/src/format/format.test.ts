import { describe, expect, test } from 'vitest'
import { formatAge } from './format-age.ts'
import { formatBytes } from './format-bytes.ts'
import { formatCount } from './format-count.ts'
import { formatDate } from './format-date.ts'
import { formatDay } from './format-day.ts'
import { formatDuration } from './format-duration.ts'
import { formatExactBytes } from './format-exact-bytes.ts'
import { formatExactTime } from './format-exact-time.ts'
import { formatMoney } from './format-money.ts'
import { formatPart } from './format-part.ts'
import { formatPercent } from './format-percent.ts'
import { formatPlural } from './format-plural.ts'
import { formatTime } from './format-time.ts'

// The design writes a plain space where the text has one that does not break.
const plain = (text: string) => text.replaceAll('\u00a0', ' ')

describe('numbers', () => {
  test('group as the reader groups', () => {
    expect(formatCount(11284, 'en')).toBe('11,284')
    expect(plain(formatCount(11284, 'de'))).toBe('11.284')
    expect(formatCount(-3, 'en')).toBe('−3')
  })
  test('percentages keep one digit and a space that does not break', () => {
    expect(formatPercent(0.649, 'en')).toBe('64.9\u00a0%')
    expect(formatPercent(0.9, 'en')).toBe('90\u00a0%')
  })
  test('parts and nouns', () => {
    expect(formatPart(371, 412, 'en')).toBe('371 of 412')
    expect(formatPlural(1, 'member', undefined, 'en')).toBe('1 member')
    expect(formatPlural(2, 'entry', 'entries', 'en')).toBe('2 entries')
  })
})

describe('sizes', () => {
  test.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.00 kB'],
    [41_800_000_000, '41.8 GB'],
    [1_940_000_000_000, '1.94 TB'],
    [999_600_000, '1.00 GB'],
    [500_000_000_000, '500 GB'],
  ])('%d bytes are %s', (bytes, text) => expect(plain(formatBytes(bytes, 'en'))).toBe(text))
  test('to the byte', () => expect(plain(formatExactBytes(41_800_123_456, 'en'))).toBe('41,800,123,456 bytes'))
})

describe('money', () => {
  test('minor units, sign before the symbol', () => {
    expect(formatMoney({ amount_minor: 1299, currency: 'EUR' }, { locale: 'en' })).toBe('€12.99')
    expect(formatMoney({ amount_minor: -230, currency: 'EUR' }, { locale: 'en' })).toBe('−€2.30')
  })
  test('a currency without minor units', () =>
    expect(formatMoney({ amount_minor: 1299, currency: 'JPY' }, { locale: 'en' })).toBe('¥1,299'))
  test('converted amounts say so', () => {
    expect(plain(formatMoney({ amount_minor: 619, currency: 'EUR' }, { locale: 'en', about: true }))).toBe('≈ €6.19')
  })
})

describe('spans of time', () => {
  const h = 3_600_000
  test.each([
    [40_000, '40 s'],
    [9 * 60_000, '9 min'],
    [7 * h + 28 * 60_000, '7 h 28 min'],
    [7 * h, '7 h'],
    [26 * h + 10 * 60_000, '26 h 10 min'],
    [79 * h, '3 d 7 h'],
    [48 * h, '2 d'],
    [12 * 24 * h + 5 * h, '12 d'],
    [-5, '0 s'],
  ])('%d ms are %s', (ms, text) => expect(plain(formatDuration(ms))).toBe(text))
  test('short, and with seconds', () => {
    expect(plain(formatDuration(7 * h + 28 * 60_000, { short: true }))).toBe('7 h 28 m')
    expect(plain(formatDuration(168_000, { seconds: true }))).toBe('2 min 48 s')
  })
  test('ages look back and ahead', () => {
    const now = new Date('2026-11-21T08:42:00Z')
    expect(plain(formatAge('2026-11-21T01:14:00Z', now))).toBe('7 h 28 min ago')
    expect(plain(formatAge('2026-11-22T08:42:00Z', now))).toBe('in 24 h')
    expect(formatAge('2026-11-21T08:42:02Z', now)).toBe('just now')
  })
})

describe('moments', () => {
  const options = { now: new Date('2026-11-21T08:42:00Z'), timeZone: 'Europe/Berlin' }
  test.each([
    ['2026-11-21T01:14:00Z', 'today 02:14'],
    ['2026-11-20T23:30:00Z', 'today 00:30'],
    ['2026-11-18T01:11:00Z', 'Wed 18 Nov 02:11'],
    ['2026-11-07T11:00:00Z', 'Sat 7 Nov 12:00'],
    ['2026-09-09T00:14:00Z', '9 Sep 02:14'],
    ['2025-09-09T00:14:00Z', '9 Sep 2025 02:14'],
    ['2026-11-24T01:00:00Z', 'Tue 24 Nov 02:00'],
  ])('%s is %s', (iso, text) => expect(formatTime(iso, options)).toBe(text))
  test('days', () => {
    expect(formatDate('2026-11-18T23:30:00Z', options)).toBe('19 Nov')
    expect(formatDate('2027-11-18T12:00:00Z', options)).toBe('18 Nov 2027')
    expect(formatDay('2026-08-22', options)).toBe('22 Aug')
    expect(formatDay('2025-08-22', options)).toBe('22 Aug 2025')
  })
  test('exact, with offset and UTC', () => {
    expect(formatExactTime('2026-11-18T01:11:09.482Z', 'Europe/Berlin')).toBe(
      '2026-11-18T02:11:09+01:00 (2026-11-18T01:11:09Z)',
    )
    expect(formatExactTime('2026-07-18T01:11:09Z', 'America/St_Johns')).toBe(
      '2026-07-17T22:41:09-02:30 (2026-07-18T01:11:09Z)',
    )
  })
})

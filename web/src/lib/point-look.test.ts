import { expect, test } from 'vitest'
import type { ProviderSummary } from '../api/provider-types.ts'
import { notListedWords, pointLook, pointName, whyNotRestore } from './point-look.ts'

const point = {
  method: 'files',
  state: 'available',
  expired: false,
  outcome: 'succeeded',
  damage: null,
  proven_at: null,
  run_id: null,
  missing_since: null,
} as const
const now = new Date(2026, 10, 22, 5, 30)
const missing_since = new Date(2026, 10, 22, 5, 5).toISOString()

test.each([
  [point, 'Succeeded'],
  [{ ...point, method: 'native' as const }, 'Listed'],
  [{ ...point, method: 'snapshot' as const }, 'Listed'],
  [{ ...point, method: 'snapshot' as const, run_id: 'run_1' }, 'Succeeded'],
  [{ ...point, outcome: 'warning' as const }, 'Warning'],
  [{ ...point, proven_at: '2026-11-21T02:20:00Z' }, 'Proved by drill'],
  [{ ...point, state: 'forgotten' as const }, 'Expired'],
  [{ ...point, method: 'native' as const, expired: true }, 'Expired'],
  [{ ...point, method: 'native' as const, state: 'gone' as const }, 'Deleted at provider'],
  [{ ...point, method: 'native' as const, missing_since }, 'Not listed since 05:05'],
  [{ ...point, method: 'native' as const, state: 'gone' as const, missing_since }, 'Deleted at provider'],
])('%o', (of, word) => expect(pointLook(of, now).word).toBe(word))

test('images that no list has shown of late are counted, since the first was missed', () => {
  const before = new Date(2026, 10, 20, 5, 5).toISOString()
  expect(notListedWords([point], now)).toBeNull()
  expect(notListedWords([point, { missing_since }, { missing_since }], now)).toBe('2 not listed since 05:05')
  expect(notListedWords([{ missing_since }, { missing_since: before }], now)).toBe(
    '2 not listed since Fri 20 Nov 05:05',
  )
})

test('a dump is called by its engine and database', () => {
  expect(pointName({ method: 'files', source: 'postgresql:shop' })).toBe('PostgreSQL shop')
  expect(pointName({ method: 'files', source: 'files' })).toBe('Files')
})

test('an image comes back here where its provider lets it, else in the panel', () => {
  const label = 'Contabo'
  const how = { can_restore_in_place: true } as NonNullable<ProviderSummary['snapshot']>
  const image = { method: 'native', state: 'available', expired: false } as const
  expect(whyNotRestore(point)).toBeNull()
  expect(whyNotRestore(image)).toBeNull()
  expect(whyNotRestore({ ...image, method: 'snapshot' }, { label, native: null, snapshot: how })).toBeNull()
  expect(whyNotRestore(image, { label, native: null, snapshot: how })).toMatch('Contabo restores')
  expect(whyNotRestore({ ...image, state: 'gone' })).toMatch('no longer there')
  expect(whyNotRestore({ ...image, expired: true })).toMatch('has expired')
})

import { expect, test } from 'vitest'
import type { RecoveryPoint } from '../../../src/recovery-points/schema.ts'
import { dayWords } from './day-words.ts'

// Only what the words look at; the rest of a recovery point has no bearing on them.
const point = (more: Partial<RecoveryPoint>) =>
  ({ method: 'files', source: 'files', state: 'available', taken_at: '2026-11-17T01:15:00Z', ...more }) as RecoveryPoint
const clocks = { time_zone: 'Europe/Berlin', reader_zone: 'Europe/Berlin', now: new Date('2026-11-19T08:00:00Z') }
const dump = 'postgresql:shop'

test('what can be restored stands apart from what is gone', () => {
  const forgotten_at = '2026-11-18T03:00:00Z'
  const points = [
    point({ taken_at: '2026-11-17T13:00:00Z' }),
    point({ state: 'forgotten', forgotten_at, purge_after: '2026-11-21T03:00:00Z' }),
  ]
  expect(dayWords(points, clocks)).toEqual({
    here: '14:00',
    gone: '02:15 expired Wed 18 Nov 04:00, can be brought back until Sat 21 Nov 04:00',
  })
})

test('a day of which nothing is left names nothing as restorable', () => {
  const forgotten_at = '2026-11-18T03:00:00Z'
  expect(dayWords([point({ state: 'forgotten', forgotten_at, purge_after: forgotten_at })], clocks)).toEqual({
    here: null,
    gone: '02:15 expired Wed 18 Nov 04:00',
  })
  expect(dayWords([point({ state: 'gone', forgotten_at })], clocks).gone).toBe('02:15 gone Wed 18 Nov 04:00')
  expect(dayWords([point({ state: 'gone', method: 'native' })], clocks).gone).toBe(
    '02:15 deleted at the provider before its time',
  )
})

test('dumps are told from files by their names, also when only one of them is left', () => {
  const taken_at = '2026-11-17T01:16:00Z'
  expect(dayWords([point({}), point({ source: dump, taken_at })], clocks).here).toBe(
    'Files 02:15; PostgreSQL shop 02:16',
  )
  expect(dayWords([point({}), point({ source: dump, taken_at, state: 'forgotten' })], clocks)).toEqual({
    here: 'Files 02:15',
    gone: 'PostgreSQL shop 02:16 expired',
  })
})

test("times are those of the reader's clock, with the date where it shows another day than the schedule's", () => {
  const far = { ...clocks, reader_zone: 'America/New_York' }
  expect(dayWords([point({ taken_at: '2026-11-17T13:00:00Z' })], far).here).toBe('08:00')
  expect(dayWords([point({})], far).here).toBe('Mon 16 Nov 20:15')
  const forgotten_at = '2026-11-18T13:00:00Z'
  expect(dayWords([point({ state: 'forgotten', forgotten_at })], far).gone).toBe(
    'Mon 16 Nov 20:15 expired Wed 18 Nov 08:00',
  )
  expect(dayWords([point({})], { ...clocks, reader_zone: 'Europe/Paris' }).here).toBe('02:15')
})

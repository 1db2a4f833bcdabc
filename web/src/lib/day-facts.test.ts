import { expect, test } from 'vitest'
import type { RecoveryPoint } from '../../../src/recovery-points/schema.ts'
import { dayFacts } from './day-facts.ts'

// Only what the card looks at; the rest of a recovery point has no bearing on it.
const point = (more: Partial<RecoveryPoint>) =>
  ({
    id: 'rcp_1',
    method: 'files',
    source: 'files',
    state: 'available',
    expired: false,
    warning: null,
    damage: null,
    size_bytes: 41_300_000_000,
    added_bytes: 1_200_000_000,
    expires_at: null,
    kept_because: null,
    taken_at: '2026-11-18T01:15:00Z',
    ...more,
  }) as RecoveryPoint

const strip = {
  image: `${'n'.repeat(26)}xnnn`,
  files: `${'n'.repeat(25)}pwmmo`,
  proof: `${'.'.repeat(25)}v....`,
  last_day: '2026-11-21',
}
const now = new Date('2026-11-21T08:00:00Z')
const facts = (day: number, points: readonly RecoveryPoint[] | undefined) =>
  dayFacts({ strip, day, points, time_zone: 'Europe/Berlin', reader_zone: 'Europe/Paris', now })
const plain = (text: string | undefined) => text?.replaceAll('\u00a0', ' ')

test('what was taken, how much, and how long it stays', () => {
  const kept = point({
    taken_at: '2026-11-17T01:15:00Z',
    expires_at: '2026-12-18T00:00:00Z',
    kept_because: ['daily 4 of 30'],
  })
  const { title, verdict, tracks, restorable, earlier } = facts(25, [kept])
  expect([title, verdict?.text, verdict?.tone]).toEqual(['Tue 17 Nov', 'proved by drill', 'good'])
  expect(plain(tracks[1]?.text)).toBe('02:15, 41.3 GB, 1.20 GB new')
  expect(tracks[1]?.more).toEqual({ tone: 'plain', text: 'kept until 18 Dec as daily 4 of 30' })
  expect(tracks[0]).toMatchObject({ code: 'n', text: 'none expected', more: null })
  expect([restorable?.id, earlier]).toEqual(['rcp_1', false])
})

test('what went wrong, in its tone', () => {
  const warned = point({ warning: { code: 'skipped', message: '3 files could not be read' } })
  const image = point({
    id: 'rcp_2',
    method: 'native',
    state: 'gone',
    added_bytes: null,
    taken_at: '2026-11-18T04:09:00Z',
  })
  const { tracks, verdict } = facts(26, [image, warned])
  expect(plain(tracks[0]?.text)).toBe('deleted at the provider')
  expect(tracks[0]?.more).toEqual({ tone: 'warn', text: '05:09 deleted at the provider before its time' })
  expect(tracks[1]?.more).toEqual({ tone: 'warn', text: '3 files could not be read' })
  expect(verdict).toMatchObject({ mark: 'w', tone: 'warn' })
  expect(facts(26, [point({ damage: { found_at: '', objects: 1, files: 1, paths: [] } })]).tracks[1]?.more?.tone).toBe(
    'bad',
  )
})

test('a day that was missed leads to the one before', () => {
  const before = facts(27, [point({})])
  expect(before.tracks[1]).toMatchObject({ code: 'm', text: 'missed, none came' })
  expect([before.verdict?.text, before.restorable?.id, before.earlier]).toEqual(['missed', 'rcp_1', true])
  expect(before.words).toBe('Thu 19 Nov, missed. Image none expected. Files missed, none came.')
  expect(facts(20, [point({})]).restorable).toBeNull()
})

test('until the backups are here, the letters speak', () => {
  expect(facts(29, undefined)).toMatchObject({ restorable: null, verdict: { text: 'not yet due' } })
  expect(facts(25, undefined).tracks[1]?.text).toBe('restorable')
})

test("times are those of the reader's clock, exact ones with it", () => {
  const at = { strip, day: 26, points: [point({})], time_zone: 'UTC', reader_zone: 'Europe/Berlin', now }
  const track = dayFacts(at).tracks[1]
  expect(plain(track?.text)).toBe('02:15, 41.3 GB, 1.20 GB new')
  expect(track?.exact).toBe('2026-11-18T02:15:00+01:00 (2026-11-18T01:15:00Z)')
})

test('several of a day stand together', () => {
  const both = [point({ taken_at: '2026-11-17T13:00:00Z' }), point({ id: 'rcp_0', taken_at: '2026-11-17T01:15:00Z' })]
  expect(plain(facts(25, both).tracks[1]?.text)).toBe('02:15 and 14:00, 41.3 GB, 2.40 GB new')
})

test('what retention let go is not offered beside what can be restored', () => {
  const forgotten_at = '2026-11-19T03:00:00Z'
  const gone = point({ id: 'rcp_0', state: 'forgotten', taken_at: '2026-11-17T01:15:00Z', forgotten_at })
  const track = facts(25, [point({ taken_at: '2026-11-17T13:00:00Z' }), gone]).tracks[1]
  expect(plain(track?.text)).toBe('14:00, 41.3 GB, 1.20 GB new')
  expect(track?.more).toEqual({ tone: 'plain', text: '02:15 expired Thu 19 Nov 04:00' })
})

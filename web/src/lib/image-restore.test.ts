import { expect, test } from 'vitest'
import type { ProviderSummary } from '../api/provider-types.ts'
import { imageTimes, imageWillHappen, whyNoSafety } from './image-restore.ts'

const native = { state: 'off', schedule: null, managed_in_panel: false, next_at: null } as const
const able = {
  slots: null,
  life_days: null,
  can_restore_in_place: true,
  can_restore_to_new: true,
  needs_native: false,
  rollback_deletes_newer: false,
  replaces_oldest: false,
  same_disk: false,
}
// Only what the rule looks at.
const provider = (snapshot: ProviderSummary['snapshot']) => ({ label: 'Contabo', snapshot }) as ProviderSummary

test.each([
  [able, 9, null],
  [null, 0, 'takes no snapshots'],
  [{ ...able, rollback_deletes_newer: true }, 0, 'would delete it'],
  [{ ...able, needs_native: true }, 0, 'only with its own backups'],
  [{ ...able, slots: 1 }, 1, 'no free slot'],
  [{ ...able, slots: 1 }, 0, null],
])('a safety snapshot with %j and %i there', (snapshot, snapshots, why) => {
  const said = whyNoSafety({ server: { native }, provider: provider(snapshot), snapshots })
  if (why === null) expect(said).toBeNull()
  else expect(said).toContain(why)
})

const about = {
  point: { method: 'snapshot', taken_at: '2026-11-15T03:31:00Z' },
  label: 'Contabo',
  name: 'web-1',
  safety: true,
  newer: 0,
  review: undefined,
  health: { health_port: null, health_ping: false },
  now: new Date('2026-11-21T09:41:00Z'),
} as const
const span = (from_seconds: number, to_seconds: number, based_on: number) => ({
  ...{ from_seconds, to_seconds, based_on, of_server: false },
  ...{ bytes_least: 30e9, bytes_most: 60e9 },
})
const review = { address: '203.0.113.24', earlier_restores: span(540, 840, 7), earlier_snapshots: span(240, 420, 5) }

test('what will happen names what the provider deletes, and claims no times that nobody knows', () => {
  const steps = imageWillHappen({ ...about, safety: false, newer: 2 })
  expect(steps.map(({ key }) => key)).toEqual(['down', 'start', 'health'])
  expect(steps[0]?.text).toContain('It deletes 2 newer snapshots.')
  expect(steps.every(({ took }) => took === undefined)).toBe(true)
  expect(steps[2]?.text).toContain('for you to look at')
})

test('each step has its own time, and the address that stays', () => {
  const steps = imageWillHappen({ ...about, review })
  expect(steps.map(({ took }) => took)).toEqual(['4 to 7 min', '9 to 14 min', undefined, undefined])
  expect(steps[2]?.text).toMatch(
    /^The IP address stays 203\.0\.113\.24; passwords and SSH keys of .*15 Nov apply again/,
  )
})

test('where a port or a ping is set, that it has to answer is said beforehand', () => {
  const text = (health: { health_port: number | null; health_ping: boolean }) =>
    imageWillHappen({ ...about, health }).at(-1)?.text
  expect(text({ health_port: 443, health_ping: false })).toContain('Answers on port 443 within 5 min')
  expect(text({ health_port: null, health_ping: true })).toContain('Answers a ping within 5 min')
})

test('a time for all of it only where each part has one, with what they are from', () => {
  expect(imageTimes(about, review)).toEqual({
    in_all: '13 to 21 min in all',
    source:
      'Times from 7 earlier restores of 30 to 60 GB and 5 earlier snapshots of 30 to 60 GB, at Contabo. The server is down until it runs again.',
  })
  expect(imageTimes(about, { ...review, earlier_snapshots: null }).in_all).toBeNull()
  expect(imageTimes({ ...about, safety: false }, { ...review, earlier_snapshots: null }).in_all).toBe(
    '9 to 14 min in all',
  )
  expect(imageTimes(about, { earlier_restores: null, earlier_snapshots: null })).toMatchObject({
    in_all: null,
    source: 'How long Contabo takes to put it back is not known: too few images went back here yet.',
  })
})

import { expect, test } from 'vitest'
import { dayMs, isoPlusMs } from '../lib/clock.ts'
import { type Known, pastNativesOf, pastSnapshotsOf } from './past-of.ts'

const now = '2026-11-21T12:00:00.000Z'
const ago = (days: number) => isoPlusMs(now, -days * dayMs)
const known = (over: Partial<Known> = {}): Known => ({
  now,
  machine: { name: 'web-1', provider: 'digitalocean' },
  since: ago(90),
  every: 'day',
  weekday: null,
  natives: [0, 1, 2, 3, 4, 5, 6].map((days) => ({ taken_at: ago(days + 0.25), size_bytes: 20e9 })),
  ...over,
})
const days = (one: { taken_at: string; went_at: string | null }) =>
  (Date.parse(one.went_at ?? now) - Date.parse(one.taken_at)) / dayMs

test('before those that the provider lists there were others, each for as long as it keeps them', () => {
  const past = pastNativesOf(known())
  expect(past.length).toBeGreaterThan(75)
  expect(past.every((one) => one.taken_at > ago(90) && one.taken_at < ago(7))).toBe(true)
  expect(new Set(past.map(days))).toEqual(new Set([7]))
  // It grew since.
  expect(past.at(-1)?.size_bytes).toBeLessThan(19e9)
  expect(pastNativesOf(known())).toEqual(past)
})

test('Linode lets go the next day what is not of its weekday', () => {
  const saturday = 6
  const past = pastNativesOf(
    known({
      machine: { name: 'web-1', provider: 'linode' },
      weekday: saturday,
      natives: [{ taken_at: ago(0.25), size_bytes: null }],
    }),
  )
  for (const one of past.filter(({ taken_at }) => taken_at < ago(15)))
    expect(days(one)).toBe(new Date(one.taken_at).getUTCDay() === saturday ? 14 : 1)
})

test('without any of its own at the provider nothing is told of a past', () => {
  expect(pastNativesOf(known({ natives: [] }))).toEqual([])
})

test('a snapshot each night up to now, kept as long as the plan promises; a failing server had none of late', () => {
  const nights = pastSnapshotsOf({ ...known({ since: ago(60) }), size_bytes: 20e9, minute: 7 })
  expect(nights.map(({ at }) => at)).toEqual([...nights.map(({ at }) => at)].sort())
  expect(nights).toHaveLength(60)
  expect(nights.at(-1)?.at).toBe('2026-11-21T02:07:00.000Z')
  for (const { point } of nights) if (point !== null) expect(point.went_at === null).toBe(point.taken_at > ago(30.1))
  const failing = pastSnapshotsOf({
    ...known({ machine: { name: 'web-1', provider: 'vultr', story: 'failing' } }),
    size_bytes: 20e9,
    minute: 7,
  })
  expect(failing.slice(-4).map(({ point }) => point)).toEqual([null, null, null, null])
})

test('what is due only later today is left to come by itself', () => {
  const early = { ...known({ now: '2026-11-21T02:00:00.000Z' }), size_bytes: 20e9, minute: 7 }
  expect(pastSnapshotsOf(early).at(-1)?.at).toBe('2026-11-20T02:07:00.000Z')
})

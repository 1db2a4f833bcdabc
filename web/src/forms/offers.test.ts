import { expect, test } from 'vitest'
import type { MethodOffer, OfferSchedule } from '../../../src/protections/planner/schema.ts'
import { testProtection } from '../lib/test-protection.ts'
import {
  filesRetention,
  lacksBase,
  nativeSchedule,
  offerGroups,
  restoreWords,
  snapshotRetention,
  toggleOffer,
  usualOffer,
} from './offers.ts'

const offer = (more: Partial<MethodOffer>): MethodOffer => ({
  method: 'native',
  fits: true,
  available: true,
  addable: true,
  why_not: [],
  schedule: { every: 'day', words: 'daily', native: null, run: null },
  keeps: { days: 7, count: 7, words: '7 backups, each for 7 days' },
  restore: { in_place: true, to_new: true, files: false },
  warnings: [],
  storage: null,
  cheapest: null,
  customer_pays: { amount_minor: 0, currency: 'EUR' },
  provider_cost: null,
  margin: null,
  margin_unknown: null,
  ...more,
})
const week = { every: 'week', words: 'weekly', native: null, run: null } as const
const onNative = testProtection({ plan_id: 'pln_1', retention_days: 28 })
const off = {
  protections: [],
  native: { state: 'off', schedule: null, managed_in_panel: false, next_at: null },
} as const

test('what fits stands first, the provider’s own backups daily and weekly; daily is chosen before anybody chose', () => {
  const groups = offerGroups(
    [
      offer({}),
      offer({ schedule: week }),
      offer({ method: 'snapshot', fits: false }),
      offer({ method: 'files', fits: false, available: false, addable: false }),
    ],
    { ...off, protections: [] },
  )
  expect(groups.fits.map(({ word }) => word)).toEqual(['Native, daily', 'Native, weekly'])
  expect(groups.less.map(({ word }) => word)).toEqual(['Snapshot, daily'])
  expect(groups.not.map(({ word }) => word)).toEqual(['Files'])
  expect(usualOffer(groups)).toEqual(['native-day'])
})

test('the method that is meant is chosen, also where another fits better and where it gives less', () => {
  const less = offer({ method: 'snapshot', fits: false })
  const groups = offerGroups([offer({}), less], { ...off, protections: [] })
  expect(usualOffer(groups, 'snapshot')).toEqual(['snapshot-day'])
  expect(usualOffer(groups, 'files')).toEqual([])
})

test('what was switched off elsewhere, or never had its first backup, is offered anew', () => {
  const drifted = { ...onNative, observed_state: 'off' as const, drift: true }
  expect(offerGroups([offer({})], { ...off, protections: [drifted] }).on).toEqual([])
  const failed = { ...onNative, observed_state: 'off' as const, phase: 'failed' as const }
  expect(offerGroups([offer({})], { ...off, protections: [failed] }).on).toEqual([])
})

test('what keeps less than the plan promises wants another beside it, chosen or on', () => {
  const native = offer({ fits: false, available: false })
  const files = offer({ method: 'files', schedule: { ...week, every: 'day' } })
  const groups = offerGroups([native, files], { ...off, protections: [] })
  const [less] = groups.less
  const [fits] = groups.fits
  if (!less || !fits) throw new Error('one gives less, one fits')
  expect(lacksBase(groups, [less])).toBe(less)
  expect(lacksBase(groups, [less, fits])).toBeNull()
  expect(lacksBase(groups, [])).toBeNull()
  const onFiles = { ...off, protections: [{ ...onNative, method: 'files' as const }] }
  expect(lacksBase(offerGroups([native, files], onFiles), [less])).toBeNull()
})

test('files that are not taken once a day are all kept for as long as the row says', () => {
  expect(filesRetention(offer({ method: 'files', schedule: { ...week, every: 'custom' } }))).toEqual({
    within: { days: 7 },
  })
  expect(filesRetention(offer({ method: 'files' }))).toBeNull()
})

test('what is on stands once, by its own schedule, whatever is asked for now', () => {
  const onSnapshot = { ...off, protections: [{ ...onNative, method: 'snapshot' as const }] }
  const asked = [offer({ method: 'snapshot' }), offer({ method: 'snapshot', schedule: week, fits: false })]
  const groups = offerGroups(asked, onSnapshot, [offer({ method: 'snapshot', schedule: week })])
  expect(groups).toMatchObject({ on: [{ word: 'Snapshot, weekly', on: true }], fits: [], less: [] })
})

test('while they are on, the other schedule is not offered beside it', () => {
  const on = {
    protections: [{ ...onNative }],
    native: { state: 'on', schedule: { every: 'week' }, managed_in_panel: false, next_at: null },
  } as const
  const groups = offerGroups([offer({}), offer({ schedule: week })], { ...on, protections: [...on.protections] })
  expect(groups).toMatchObject({ on: [{ word: 'Native, weekly' }], fits: [], less: [], not: [] })
})

test('a row of the provider’s own backups is asked for with its schedule, where there is a choice', () => {
  const native = { every: 'week', weekday: 'friday', hour: 4 } as const
  expect(nativeSchedule(offer({ schedule: { ...week, native } }))).toEqual({
    every: 'week',
    weekdays: ['friday'],
    at: ['04:00'],
    time_zone: 'UTC',
  })
  expect(nativeSchedule(offer({ schedule: { ...week, native: { every: 'day' } } }))).toMatchObject({ at: ['00:00'] })
  expect(nativeSchedule(offer({}))).toBeNull()
})

test('a snapshot that needs the native backups waits for them', () => {
  const needs = offer({ method: 'snapshot', warnings: [{ code: 'needs_native', message: 'Only with its own.' }] })
  const groups = offerGroups([needs], { ...off, protections: [] })
  expect(groups.fits[0]?.waits).toContain('native backups on first')
  expect(usualOffer(groups)).toEqual([])
})

test('of two schedules of one method only one is chosen', () => {
  const { fits } = offerGroups(
    [offer({ method: 'snapshot' }), offer({ method: 'snapshot', schedule: week }), offer({ method: 'files' })],
    { ...off, protections: [] },
  )
  const [daily, weekly, files] = fits
  if (!daily || !weekly || !files) throw new Error('three fit')
  const chosen = toggleOffer(toggleOffer(toggleOffer([], daily), files), weekly)
  expect(chosen).toEqual(['files-day', 'snapshot-week'])
  expect(toggleOffer(chosen, files)).toEqual(['snapshot-week'])
})

test('snapshots are set to what the row says: by days where there is room, by number where slots are full', () => {
  const run: OfferSchedule = {
    every: 'day',
    words: 'daily',
    native: null,
    run: { every: 'day', at: ['02:00'], time_zone: 'UTC' },
  }
  expect(snapshotRetention(offer({ schedule: run }))).toEqual({ daily: 7 })
  const warnings = [{ code: 'deletes_before_making', message: 'All 7 places are taken.' } as const]
  expect(snapshotRetention(offer({ schedule: run, warnings }))).toEqual({ last: 7 })
  // One a week for seven days: just after a new one came, the one before is what is seven days old.
  const weekly = { ...run, every: 'week' as const }
  const keeps = { days: 7, count: 2, words: '2 snapshots, each for 7 days' }
  expect(snapshotRetention(offer({ schedule: weekly, keeps }))).toEqual({ last: 2 })
})

test('what can be got back of it, in words', () => {
  expect(restoreWords(offer({}))).toBe('whole server, in place and to a new server')
  expect(restoreWords(offer({ restore: { in_place: false, to_new: false, files: false } }))).toContain('panel only')
})

import { expect, test } from 'vitest'
import { isoOf, isoOfUtc } from './provider-time.ts'
import { scheduleBody, scheduleOf } from './schedule.ts'
import type { BackupSchedule } from './schemas.ts'

const seen: BackupSchedule = {
  enabled: true,
  type: 'weekly',
  next_scheduled_time_utc: '2026-07-28 00:00:00',
  hour: 10,
  dow: 3,
}

test.each([
  [seen, { every: 'week', weekday: 'tuesday', hour: 10 }],
  [
    { ...seen, type: 'daily' },
    { every: 'day', hour: 10 },
  ],
  [{ ...seen, hour: 24, dow: 0 }, { every: 'week' }],
  [{ ...seen, hour: null, dow: null }, { every: 'week' }],
])('what can be read of a schedule is believed: %j', (schedule, ours) => {
  expect(scheduleOf(schedule)).toEqual({
    schedule: ours,
    managed_in_panel: false,
    next_at: '2026-07-28T00:00:00.000Z',
  })
})

test('one that is not enabled is none; one of another kind is managed in the panel', () => {
  const none = { schedule: null, managed_in_panel: false, next_at: null }
  expect(scheduleOf({ ...seen, enabled: false })).toEqual(none)
  expect(scheduleOf(null)).toEqual(none)
  expect(scheduleOf({ ...seen, type: 'monthly' })).toMatchObject({ schedule: null, managed_in_panel: true })
})

test('what is left open is left to Vultr', () => {
  expect(scheduleBody({ every: 'week' })).toEqual({ type: 'weekly' })
  expect(scheduleBody({ every: 'day', weekday: 'friday', hour: 0 })).toEqual({ type: 'daily', hour: 0 })
  expect(scheduleBody({ every: 'week', weekday: 'sunday', hour: 23 })).toEqual({ type: 'weekly', hour: 23, dow: 1 })
})

test.each(['', '0000-00-00 00:00:00', '2026-07-28', 'tomorrow', null])('%j is no time', (text) => {
  expect(isoOfUtc(text)).toBeNull()
})

test('times with an offset, and those that mean never', () => {
  expect(isoOf('2024-12-02T10:19:45-05:00')).toBe('2024-12-02T15:19:45.000Z')
  expect(isoOf('0000-00-00T00:00:00+00:00')).toBeNull()
})

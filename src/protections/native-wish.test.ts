import { expect, test } from 'vitest'
import { nativeWish } from './native-wish.ts'

const cloud = { schedules: ['day', 'week'] as const, hours: [0, 4, 8, 12, 16, 20] }
const winter = '2026-01-10T12:00:00.000Z'
const summer = '2026-07-10T12:00:00.000Z'
const berlin = 'Europe/Berlin'

test.each([
  [{ every: 'day', at: ['04:30'], time_zone: berlin }, winter, { every: 'day', hour: 0 }],
  [{ every: 'day', at: ['05:30'], time_zone: berlin }, winter, { every: 'day', hour: 4 }],
  [{ every: 'day', at: ['05:30'], time_zone: berlin }, summer, { every: 'day', hour: 0 }],
  [
    { every: 'week', weekdays: ['monday'], at: ['00:30'], time_zone: berlin },
    winter,
    { every: 'week', weekday: 'sunday', hour: 20 },
  ],
  [{ every: 'day', at: ['04:30', '16:30'], time_zone: 'UTC' }, winter, null],
  [{ every: 'week', weekdays: ['monday', 'friday'], at: ['04:30'], time_zone: 'UTC' }, winter, null],
  [{ every: 'month', days: [1], at: ['04:30'], time_zone: 'UTC' }, winter, null],
  [{ cron: '0 2 * * *', time_zone: 'UTC' }, winter, null],
] as const)('%j, asked %s: the provider is told %j', (schedule, now, told) => {
  const asked = 'at' in schedule ? structuredClone(schedule) : schedule
  expect(nativeWish(asked as Parameters<typeof nativeWish>[0], cloud, now)).toEqual(told)
})

test('what a provider does not offer it is not told', () => {
  const daily = { every: 'day' as const, at: ['04:30'], time_zone: 'UTC' }
  const weekly = { ...daily, every: 'week' as const, weekdays: ['friday' as const] }
  expect(nativeWish(daily, { schedules: [], hours: [] }, winter)).toBeNull()
  expect(nativeWish(weekly, { schedules: ['day'], hours: [] }, winter)).toBeNull()
  expect(nativeWish(weekly, { schedules: ['day', 'week'], hours: [] }, winter)).toEqual({
    every: 'week',
    weekday: 'friday',
  })
})

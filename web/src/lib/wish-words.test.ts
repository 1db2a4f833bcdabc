import { expect, test } from 'vitest'
import { wishWords } from './wish-words.ts'

test('how often one is wanted', () => {
  const time_zone = 'UTC'
  expect(wishWords({ every: 'day', at: ['02:00'], time_zone })).toBe('one backup a day')
  expect(wishWords({ every: 'day', at: ['02:00', '14:00'], time_zone })).toBe('2 backups a day')
  expect(wishWords({ every: 'week', weekdays: ['sunday', 'monday'], at: ['02:00'], time_zone })).toBe(
    '2 backups a week',
  )
  expect(wishWords({ every: 'hour', minute: 0, time_zone })).toBe('one backup an hour')
  expect(wishWords({ every: 'hour', minute: 0, every_hours: 6, time_zone })).toBe('one backup every 6 hours')
  expect(wishWords({ every: 'month', days: ['last'], at: ['02:00'], time_zone })).toBe('one backup a month')
  expect(wishWords({ cron: '0 2 * * 1-5', time_zone })).toBe('backups at those times')
})

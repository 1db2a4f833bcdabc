import { expect, test } from 'vitest'
import { retentionText, scheduleText } from './file-words.ts'

test('schedules in words, with their zone', () => {
  expect(scheduleText({ every: 'day', at: ['02:00'], time_zone: 'Europe/Berlin' })).toBe(
    'daily at 02:00, Europe/Berlin',
  )
  expect(scheduleText({ every: 'hour', minute: 5, every_hours: 6, time_zone: 'UTC' })).toBe('every 6 hours at :05, UTC')
  expect(scheduleText({ every: 'week', weekdays: ['sunday'], at: ['03:30'], time_zone: 'UTC' })).toBe(
    'weekly, sunday at 03:30, UTC',
  )
  expect(scheduleText({ cron: '0 2 * * *', time_zone: 'UTC' })).toBe('cron 0 2 * * *, UTC')
})

test('retention in words; no rule keeps everything', () => {
  expect(retentionText({ daily: 14, weekly: 8 })).toBe('14 daily, 8 weekly')
  expect(retentionText({ monthly: 'all', within: { days: 1 } })).toBe('all monthly, everything of 1 day')
  expect(retentionText({})).toBe('everything')
})

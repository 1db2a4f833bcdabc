import { describe, expect, test } from 'vitest'
import { retentionLetters, retentionWords, scheduleWords } from './schedule-words.ts'

const time_zone = 'Europe/Berlin'

describe('schedules', () => {
  test.each([
    [{ every: 'day', at: ['02:00'], time_zone }, 'daily 02:00'],
    [{ every: 'day', at: ['02:00', '14:00'], time_zone }, 'daily 02:00 and 14:00'],
    [{ every: 'week', weekdays: ['monday', 'friday'], at: ['02:00'], time_zone }, 'Mondays and Fridays 02:00'],
    [{ every: 'month', days: [1, 'last'], at: ['02:00'], time_zone }, 'monthly on 1. and the last day 02:00'],
    [{ every: 'hour', minute: 5, time_zone }, 'hourly at :05'],
    [
      { every: 'hour', minute: 15, every_hours: 4, between: { from: '08:00', to: '20:00' }, time_zone },
      'every 4 hours at :15, 08:00 to 20:00',
    ],
    [{ cron: '0 2 * * *', time_zone }, 'cron 0 2 * * *'],
  ] as const)('%o', (schedule, words) => {
    // A readonly literal is not assignable to the contract's arrays.
    expect(scheduleWords(structuredClone(schedule) as Parameters<typeof scheduleWords>[0])).toBe(words)
  })
})

describe('retention', () => {
  test('words and letters', () => {
    const rules = { daily: 30, weekly: 8, monthly: 12 }
    expect(retentionWords(rules)).toBe('30 daily, 8 weekly, 12 monthly')
    expect(retentionLetters(rules)).toBe('30 d, 8 w, 12 m')
  })
  test('nothing set keeps everything', () => expect(retentionWords({})).toBe('everything'))
})

test('times within which all, or one of each period, is kept are said', () => {
  const rules = { daily: 30, within: { hours: 48 }, within_hourly: { days: 7 } }
  expect(retentionWords(rules)).toBe('30 daily, all within 48 h, hourly within 7 d')
  expect(retentionLetters(rules)).toBe('30 d, all within 48 h, hourly within 7 d')
})

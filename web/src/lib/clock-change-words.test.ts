import { expect, test } from 'vitest'
import { clockChangeWords } from './clock-change-words.ts'
import { nextClockChange } from './next-clock-change.ts'

const words = (now: string, at: readonly string[], weekdays: readonly string[] | null = null) => {
  const change = nextClockChange('Europe/Berlin', new Date(now))
  if (change === null) throw new Error('Berlin changes its clocks')
  return clockChangeWords({ at, weekdays, time_zone: 'Europe/Berlin' }, change)
}

test('a time that is left out, and the one it runs at instead', () => {
  expect(words('2026-11-22T12:00:00Z', ['02:00'])).toBe(
    'On 28 March 2027, when 02:00 does not exist, it runs once at 03:00.',
  )
  expect(words('2026-11-22T12:00:00Z', ['14:00', '02:30'])).toContain(
    'when 02:30 does not exist, it runs once at 03:30',
  )
})

test('a time that comes twice', () => {
  expect(words('2026-07-01T12:00:00Z', ['02:15'])).toBe(
    'On 25 October 2026, when 02:15 comes twice, it runs once, the first time.',
  )
})

test('nothing is said where no time is met, or on no such day', () => {
  expect(words('2026-11-22T12:00:00Z', ['01:59', '03:00'])).toBeNull()
  expect(words('2026-11-22T12:00:00Z', ['02:00'], ['monday'])).toBeNull()
  expect(words('2026-11-22T12:00:00Z', ['02:00'], ['monday', 'sunday'])).not.toBeNull()
})

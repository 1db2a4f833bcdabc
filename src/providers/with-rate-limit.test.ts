import { expect, test } from 'vitest'
import { retryAfterMs } from './with-rate-limit.ts'

test.each([
  ['7', 7_000],
  ['0.5', 500],
  ['Thu, 15 Jan 2026 12:00:30 GMT', 30_000],
  ['Thu, 15 Jan 2026 11:00:00 GMT', 0],
  ['soon', null],
  ['', null],
])('retry-after %j', (text, expected) => {
  expect(retryAfterMs(new Headers({ 'retry-after': text }), Date.parse('2026-01-15T12:00:00Z'))).toBe(expected)
})

test('no retry-after', () => {
  expect(retryAfterMs(new Headers(), 0)).toBeNull()
})

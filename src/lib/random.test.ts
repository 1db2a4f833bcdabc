import { expect, test } from 'vitest'
import { backoffMs } from './backoff.ts'
import { seededRandom, systemRandom } from './random.ts'
import { createRedact } from './redact.ts'

test('the same seed gives the same numbers, spread evenly', () => {
  const [first, second] = [seededRandom(7), seededRandom(7)]
  const numbers = Array.from({ length: 1_000 }, () => first.fraction())
  expect(numbers).toEqual(Array.from({ length: 1_000 }, () => second.fraction()))
  const mean = numbers.reduce((sum, one) => sum + one, 0) / numbers.length
  expect(mean).toBeGreaterThan(0.45)
  expect(mean).toBeLessThan(0.55)
})

test('UUIDs are of version 4', () => {
  const form = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
  expect(systemRandom.uuid()).toMatch(form)
  expect(seededRandom(3).uuid()).toMatch(form)
})

test('waits double up to the longest, and are spread', () => {
  const backoff = { first_ms: 100, max_ms: 1_000 }
  expect([1, 2, 3, 4, 5].map((failures) => backoffMs(failures, backoff, 1))).toEqual([100, 200, 400, 800, 1_000])
  expect(backoffMs(2, backoff, 0)).toBe(100)
})

test('secrets are struck out in every form they take', () => {
  const redact = createRedact(['p&ss "w"rd', 'ab'])
  expect(redact('p&ss "w"rd, p%26ss%20%22w%22rd, p&ss \\"w\\"rd, cab')).toBe('[redacted], [redacted], [redacted], cab')
})

import { expect, test } from 'vitest'
import { dueBefore } from './due-before.ts'

const quarters = [
  ['2026-03-01T09:30:00.000Z', 1],
  ['2026-03-01T09:45:00.000Z', 2],
  ['2026-03-01T22:45:00+00:00', 4],
  ['2026-03-01T23:00:00.000Z', 8],
] as const

test.each([
  ['2026-03-01T09:44:59.000Z', '2026-03-01T23:00:00.000Z', 7],
  ['2026-03-01T09:45:00.000Z', '2026-03-01T23:00:00.000Z', 6],
  ['2026-03-01T10:00:00.000Z', '2026-03-01T23:15:00.000Z', 12],
  ['2026-03-01T23:15:00.000Z', '2026-03-02T23:00:00.000Z', 0],
])('due from %s to %s', (now, until, count) => expect(dueBefore(quarters, { now, until })).toBe(count))

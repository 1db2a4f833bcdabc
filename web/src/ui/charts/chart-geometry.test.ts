import { expect, test } from 'vitest'
import { linePath, niceTicks, spread, stackedPaths } from './chart-geometry.ts'

test.each([
  [18.4, [0, 5, 10, 15, 20]],
  [3_372, [0, 1_000, 2_000, 3_000, 4_000]],
  [1, [0, 0.25, 0.5, 0.75, 1]],
  [0.3, [0, 0.1, 0.2, 0.3]],
  [0, [0, 1]],
  [100, [0, 25, 50, 75, 100]],
])('ticks up to %d are round, and few', (most, ticks) => expect(niceTicks(most)).toEqual(ticks))

test('a line goes through what is known, and stops at gaps', () => {
  expect(linePath([0, 10, null, 5, null], 10)).toBe('M0 100L25 0M75 50h0')
  expect(linePath([null, null], 10)).toBe('')
})

test('areas lie upon one another from zero; where one is not known there is none', () => {
  expect(
    stackedPaths(
      [
        [2, 4, null],
        [2, 4, 9],
      ],
      8,
    ),
  ).toEqual(['M0 75L50 50L50 100L0 100Z', 'M0 50L50 0L50 50L0 75Z'])
  // A day by itself is drawn as wide as one.
  expect(stackedPaths([[null, 4, null]], 8)).toEqual(['M25 50L75 50L75 100L25 100Z'])
})

test('labels keep apart and inside', () => {
  expect(spread([10, 12, 90], 20, 100)).toEqual([10, 30, 90])
  expect(spread([95, 99], 20, 100)).toEqual([80, 100])
})

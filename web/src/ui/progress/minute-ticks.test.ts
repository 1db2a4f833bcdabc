import { expect, test } from 'vitest'
import { minuteTicks } from './minute-ticks.ts'

test.each([
  [20, [0, 2, 4, 6, 8, 10, 12, 14, 16, 18]],
  [25, [0, 5, 10, 15, 20]],
  [3, [0, 1, 2]],
  [60, [0, 10, 20, 30, 40, 50]],
])('%d minutes', (axis, ticks) => {
  expect(minuteTicks(axis)).toEqual(ticks)
})

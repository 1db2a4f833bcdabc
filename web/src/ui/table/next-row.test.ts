import { expect, test } from 'vitest'
import { nextRow } from './next-row.ts'

test.each([
  ['j', 0, 1],
  ['k', 0, 0],
  ['ArrowDown', 4, 4],
  ['ArrowUp', 2, 1],
  ['Home', 3, 0],
  ['End', 0, 4],
  ['PageDown', 0, 4],
  ['x', 0, null],
])('%s from row %d', (key, at, to) => expect(nextRow(key, at, 5, true)).toBe(to))

test('letters can be switched off, arrows cannot', () => {
  expect(nextRow('j', 0, 5, false)).toBeNull()
  expect(nextRow('ArrowDown', 0, 5, false)).toBe(1)
})

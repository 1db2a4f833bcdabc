import { expect, test } from 'vitest'
import { howMany, selectRows } from './select-rows.ts'

const order = ['a', 'b', 'c', 'd']
const press = (selected: string[], key: string, from: string | null = null, range = false) => [
  ...selectRows(new Set(selected), order, { key, from, range }),
]

test('a press turns one row over', () => {
  expect(press([], 'b')).toEqual(['b'])
  expect(press(['b'], 'b')).toEqual([])
  expect(press(['a'], 'b', 'a')).toEqual(['a', 'b'])
})

test('a range does to all rows what was done to its first', () => {
  expect(press(['b'], 'd', 'b', true)).toEqual(['b', 'c', 'd'])
  expect(press(['d'], 'b', 'd', true)).toEqual(['d', 'b', 'c'])
  expect(press(['a', 'c', 'd'], 'd', 'b', true)).toEqual(['a'])
})

test('a range without a row before it is one row', () => {
  expect(press([], 'c', null, true)).toEqual(['c'])
  expect(press([], 'c', 'gone', true)).toEqual(['c'])
})

test('all, some and none', () => {
  expect(howMany(new Set(['a', 'x']), order)).toBe('some')
  expect(howMany(new Set(order), order)).toBe('all')
  expect(howMany(new Set(['x']), order)).toBe('none')
  expect(howMany(new Set(), [])).toBe('none')
})

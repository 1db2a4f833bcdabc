import { expect, test } from 'vitest'
import { hiddenIn, turnedOver } from './hidden-columns.ts'

test('a kept choice, with what nobody knows left out', () => {
  expect([...hiddenIn(null)]).toEqual([])
  expect([...hiddenIn('')]).toEqual([])
  expect([...hiddenIn('storage,customer')]).toEqual(['storage', 'customer'])
  expect([...hiddenIn('name,strip,colour,last')]).toEqual(['last'])
})

test('a column is left out and comes back', () => {
  expect([...turnedOver(new Set(), 'last')]).toEqual(['last'])
  expect([...turnedOver(new Set(['last', 'method']), 'last')]).toEqual(['method'])
  expect([...turnedOver(new Set(), 'name')]).toEqual([])
})

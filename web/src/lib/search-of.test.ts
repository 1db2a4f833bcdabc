import { expect, test } from 'vitest'
import { longestSearch, searchOf } from './search-of.ts'

test('an address is searched for as much as the API takes', () => {
  expect(searchOf(new URLSearchParams({ q: ' web ' }))).toBe('web')
  expect(searchOf(new URLSearchParams())).toBe('')
  expect(searchOf(new URLSearchParams({ q: 'x'.repeat(120) }))).toHaveLength(longestSearch)
  expect(searchOf(new URLSearchParams({ q: 'x'.repeat(300) }), 255)).toHaveLength(255)
})

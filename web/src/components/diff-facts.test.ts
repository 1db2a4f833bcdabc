import { expect, test } from 'vitest'
import { diffFacts } from './diff-facts.ts'

test('both sides, key by key', () => {
  expect(diffFacts({ role: 'viewer', name: 'Mira' }, { role: 'owner', name: 'Mira' })).toEqual([
    { key: 'role', before: 'viewer', after: 'owner', changed: true },
    { key: 'name', before: 'Mira', after: 'Mira', changed: false },
  ])
})

test('a side that says nothing is null, and nothing is told from an empty value', () => {
  expect(diffFacts(null, { expires_at: null, operator: false })).toEqual([
    { key: 'expires at', before: null, after: 'none', changed: true },
    { key: 'operator', before: null, after: 'no', changed: true },
  ])
})

test('lists and nested facts become text', () => {
  expect(diffFacts({ keys: ['a', 'b'], none: [], deep: { a: 1 } }, null).map((fact) => fact.before)).toEqual([
    'a, b',
    'none',
    '{"a":1}',
  ])
})

test('nothing recorded', () => {
  expect(diffFacts(null, null)).toEqual([])
})

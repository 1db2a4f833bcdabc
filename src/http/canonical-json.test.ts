import { expect, test } from 'vitest'
import { canonicalJson } from './canonical-json.ts'

test('bodies that say the same have the same text', () => {
  expect(canonicalJson({ b: 1, a: { d: [2, { y: 1, x: 2 }], c: null } })).toBe(
    '{"a":{"c":null,"d":[2,{"x":2,"y":1}]},"b":1}',
  )
  expect(canonicalJson({ a: 1, b: 2 })).toBe(canonicalJson({ b: 2, a: 1 }))
})

test('the order of a list says something', () => {
  expect(canonicalJson([1, 2])).not.toBe(canonicalJson([2, 1]))
})

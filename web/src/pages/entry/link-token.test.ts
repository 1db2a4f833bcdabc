import { expect, test } from 'vitest'
import { keptToken, tokenIn } from './link-token.ts'

test('a token is read from a fragment', () =>
  expect(tokenIn('#token=abc_1-2abc_1-2abc_1-2')).toBe('abc_1-2abc_1-2abc_1-2'))

test('no fragment, an empty one, or one that was cut off is no token', () => {
  expect(tokenIn('')).toBeNull()
  expect(tokenIn('#token=')).toBeNull()
  expect(tokenIn('#other=1')).toBeNull()
  expect(tokenIn('#token=abc_1-2')).toBeNull()
})

test('a token is read from a kept entry, and from no other', () => {
  expect(keptToken({ link_token: 'abc' })).toBe('abc')
  expect(keptToken({ link_token: null })).toBeNull()
  expect(keptToken({ key: 'x' })).toBeNull()
})

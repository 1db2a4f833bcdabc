import { expect, test } from 'vitest'
import { tokenIn } from './use-fragment-token.ts'

test('a token is read from a fragment', () => expect(tokenIn('#token=abc_1-2')).toBe('abc_1-2'))

test('no fragment, or an empty one, is no token', () => {
  expect(tokenIn('')).toBeNull()
  expect(tokenIn('#token=')).toBeNull()
  expect(tokenIn('#other=1')).toBeNull()
})

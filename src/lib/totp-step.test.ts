import { expect, test } from 'vitest'
import { totpStepOf } from './totp-step.ts'

// The key and codes of RFC 6238, appendix B, cut to six digits.
const secret = '12345678901234567890'

test.each([
  [59, '287082', 1],
  [1_111_111_109, '081804', 37_037_036],
  [20_000_000_000, '353130', 666_666_666],
])('at second %d the code %s is of step %d', (second, code, step) => {
  expect(totpStepOf(secret, code, second * 1_000)).toBe(step)
  expect(totpStepOf(secret, code, (second + 30) * 1_000)).toBe(step)
  expect(totpStepOf(secret, code, (second - 30) * 1_000)).toBe(step)
  expect(totpStepOf(secret, code, (second + 60) * 1_000)).toBeNull()
})

test.each(['', '28708', '2870820', 'abcdef', 'äöü'])('%j is no code', (code) => {
  expect(totpStepOf(secret, code, 59_000)).toBeNull()
})

import { expect, test } from 'vitest'
import { stepIn } from './wizard-steps.ts'

test('without a chosen backup it begins with choosing one, whatever the address says', () => {
  expect(stepIn('review', false)).toBe('backup')
  expect(stepIn(null, false)).toBe('backup')
})

test('with one it is what the address says, or what to restore', () => {
  expect(stepIn('review', true)).toBe('review')
  expect(stepIn(null, true)).toBe('what')
  expect(stepIn('nonsense', true)).toBe('what')
})

import { expect, test } from 'vitest'
import { initialsOf } from './initials-of.ts'

test.each([
  ['Mira Krause', 'MK'],
  ['Ada', 'A'],
  ['Jean van der Berg', 'JB'],
  ['', '?'],
  ['éva Óh', 'ÉÓ'],
])('%s', (name, initials) => {
  expect(initialsOf(name)).toBe(initials)
})

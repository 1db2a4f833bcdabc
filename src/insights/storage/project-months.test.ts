import { expect, test } from 'vitest'
import { projectMonths } from './project-months.ts'

test('goes on by the mean change of the last six months', () => {
  expect(projectMonths([90, 100, 110, 120, 130, 140, 150, 160], 3)).toEqual({ values: [170, 180, 190], changes: 6 })
  expect(projectMonths([100, 130, 120], 2)).toEqual({ values: [130, 140], changes: 2 })
})

test('stays as it is where there is one month only, and never goes below nothing', () => {
  expect(projectMonths([100], 2)).toEqual({ values: [100, 100], changes: 0 })
  expect(projectMonths([100, 40], 3)).toEqual({ values: [0, 0, 0], changes: 1 })
})

test('what is not known is not guessed, and what lies before a gap does not count', () => {
  expect(projectMonths([], 2)).toEqual({ values: [null, null], changes: null })
  expect(projectMonths([null, 100, 110], 1)).toEqual({ values: [120], changes: 1 })
  expect(projectMonths([500, null, 110], 1)).toEqual({ values: [110], changes: 0 })
  expect(projectMonths([100, null], 1)).toEqual({ values: [null], changes: null })
  // From nothing to something is a beginning, no growth.
  expect(projectMonths([0, 0, 110], 1)).toEqual({ values: [110], changes: 0 })
  expect(projectMonths([0, 0, 100, 110], 1)).toEqual({ values: [120], changes: 1 })
  expect(projectMonths([0, 0], 1)).toEqual({ values: [0], changes: 1 })
})

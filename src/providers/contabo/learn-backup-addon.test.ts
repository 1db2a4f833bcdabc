import { expect, test } from 'vitest'
import { learnBackupAddon } from './learn-backup-addon.ts'

test('what appeared is told, once and in order', () => {
  expect(learnBackupAddon([], [1501])).toEqual([1501])
  expect(learnBackupAddon([2134], [2134, 1501])).toEqual([1501])
  expect(learnBackupAddon([2134], [1502, 1501, 2134, 1501])).toEqual([1501, 1502])
})

test('nothing appeared, or something went away: nothing is learned', () => {
  expect(learnBackupAddon([2134], [2134])).toEqual([])
  expect(learnBackupAddon([2134, 1501], [2134])).toEqual([])
})

import { expect, test } from 'vitest'
import { type StorageDay, storagePaths, sumOfDay, withGaps } from './storage-days.ts'

const day = (day: string, files: number | null, snapshot: number | null = null): StorageDay => {
  return { day, files, snapshot, native: null, points: 1 }
}

test('a day without a record is a gap, never zero', () => {
  const days = [day('2026-02-27', 1), day('2026-03-02', 2)]
  expect(withGaps(days)).toEqual([days[0], null, null, days[1]])
  expect(withGaps([])).toEqual([])
})

test('kinds stand upon one another, the highest day as high as there is room', () => {
  const all = [day('2026-01-01', 10, 30), null, day('2026-01-03', 20)]
  expect(storagePaths(all, 80)).toEqual({
    files: 'M0 80v-20h1v20zM2 80v-40h1v40z',
    snapshot: 'M0 60v-60h1v60z',
    native: '',
  })
  expect(sumOfDay(day('2026-01-01', 10, 30))).toBe(40)
})

test('a day on which nothing is stored draws nothing', () => {
  expect(storagePaths([day('2026-01-01', 0)], 80)).toEqual({ files: '', snapshot: '', native: '' })
})

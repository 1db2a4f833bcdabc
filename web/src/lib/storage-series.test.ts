import { expect, test } from 'vitest'
import { bytesByDay, bytesTick, bytesUnit, daysBetween, endsOf, storageSeries, weekGrowth } from './storage-series.ts'

const day = (day: string, bytes: number) => ({ day, points: 1, bytes, files: bytes, snapshot: 0, native: 0 })
const rows = [
  { id: 'a', name: 'A', days: [day('2026-01-01', 5), day('2026-01-03', 7)] },
  { id: 'b', name: 'B', days: [day('2026-01-03', 1)] },
]

test('rows are added day by day; a day nobody wrote down is a gap', () => {
  const days = daysBetween('2025-12-31', '2026-01-03')
  expect(days).toEqual(['2025-12-31', '2026-01-01', '2026-01-02', '2026-01-03'])
  expect(storageSeries(rows, days)).toEqual({
    files: [null, 5, null, 8],
    snapshot: [null, 0, null, 0],
    native: [null, 0, null, 0],
  })
  // Nothing there on a day that is written down is nothing.
  const recorded = new Set(['2026-01-01', '2026-01-03'])
  expect(rows.map((row) => bytesByDay(row, days, recorded))).toEqual([
    [null, 5, null, 7],
    [null, 0, null, 1],
  ])
  expect(endsOf([null, 5, null, 7], days, recorded)).toEqual({ first: 5, last: 7 })
  expect(endsOf([null, null, null, null], days, recorded)).toEqual({ first: null, last: null })
})

test('a week of growth, where both ends are on record', () => {
  const week = [{ id: 'a', name: 'A', days: [day('2026-01-01', 5), day('2026-01-08', 12)] }]
  expect(weekGrowth(week, '2026-01-08')).toBe(7)
  expect(weekGrowth(week, '2026-01-08', 'points')).toBe(0)
  expect(weekGrowth(week, '2026-01-09')).toBeNull()
})

test('the axis carries its unit once', () => {
  const unit = bytesUnit(18_400_000_000_000)
  expect(unit).toEqual({ unit: 1e12, word: 'TB' })
  expect(bytesTick(20e12, 20e12, unit)).toBe('20\u00a0TB')
  expect(bytesTick(15e12, 20e12, unit)).toBe('15')
  expect(bytesUnit(0)).toEqual({ unit: 1, word: 'B' })
})

test('backups of which the provider tells no size are not known, and no nothing', () => {
  const day = (day: string, points: number) => ({ day, points, bytes: 0, native: 0, snapshot: 0, files: 0 })
  const linode = { id: 'linode', name: 'Linode', days: [day('2026-11-02', 2), day('2026-11-03', 2)] }
  const contabo = { id: 'contabo', name: 'Contabo', days: [day('2026-11-02', 0), day('2026-11-03', 0)] }
  const days = ['2026-11-01', '2026-11-02', '2026-11-03', '2026-11-04']
  const recorded = new Set(days.slice(0, 3))
  for (const row of [linode, contabo]) {
    const values = bytesByDay(row, days, recorded)
    expect(values).toEqual([0, null, null, null])
    expect(endsOf(values, days, recorded)).toEqual({ first: 0, last: null })
  }
})

import { expect, test } from 'vitest'
import { roomWords, soonestFull } from './location-room.ts'

const disk = {
  name: 'fs-1',
  kind: 'disk' as const,
  free_bytes: 610_000_000_000,
  free_at: '2026-11-21T09:42:00.000Z',
  daily_growth_bytes: 10_000_000_000,
  days_left: 61,
}
const unknown = { ...disk, daily_growth_bytes: null, days_left: null }

test.each([
  [disk, 'full in 61 days'],
  [{ ...disk, days_left: 0 }, 'full within a day'],
  [{ ...disk, days_left: 40_000 }, 'lasts more than ten years'],
  [unknown, 'growth not known yet'],
  [{ ...disk, daily_growth_bytes: -5, days_left: null }, 'not growing'],
  [{ ...unknown, free_bytes: null }, 'cannot be read'],
  [{ ...unknown, free_bytes: null, free_at: null }, 'not measured yet'],
  [{ ...unknown, kind: 's3' as const, free_bytes: null }, 'a bucket tells no limit'],
])('%o', (room, words) => expect(roomWords(room)).toBe(words))

test('the one that is full first is named; without growth the one with the least room', () => {
  const later = { ...disk, name: 'fs-2', days_left: 90 }
  expect(soonestFull([unknown, later, disk])).toBe('fs-1 full in 61 days')
  expect(soonestFull([{ ...unknown, name: 'large', free_bytes: 9e12 }, unknown])).toBe('fs-1: 610\u00a0GB free')
  expect(soonestFull([{ ...unknown, free_bytes: null }])).toBeNull()
  expect(soonestFull([])).toBeNull()
})

import { expect, test } from 'vitest'
import { createSharedByReading } from './shared-by-reading.ts'

test('once within a reading, anew in another and without one, and again after a failure', async () => {
  let calls = 0
  const list = createSharedByReading(async () => {
    calls += 1
    if (calls === 1) throw new Error('away')
    return calls
  })
  const reading = { began_at: '2026-01-01T00:00:00.000Z' }
  await expect(list(reading)).rejects.toThrow('away')
  expect(await Promise.all([list(reading), list(reading)])).toEqual([2, 2])
  expect(await list({ ...reading })).toBe(3)
  expect(await list(undefined)).toBe(4)
  expect(await list(reading)).toBe(2)
})

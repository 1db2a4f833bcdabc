import { expect, test } from 'vitest'
import { nextClockChange } from './next-clock-change.ts'

const now = new Date('2026-11-21T09:00:00Z')

test('the next change of clocks, with its way', () => {
  expect(nextClockChange('Europe/Berlin', now)).toEqual({ at: new Date('2027-03-28T01:00:00Z'), forward: true })
  expect(nextClockChange('Europe/Berlin', new Date('2026-07-01T00:00:00Z'))?.forward).toBe(false)
})

test('clocks that never change', () => expect(nextClockChange('UTC', now)).toBeNull())

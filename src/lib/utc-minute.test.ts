import { expect, test } from 'vitest'
import { utcMinute } from './utc-minute.ts'

test('the minute, without seconds, and the zone it is of', () => {
  expect(utcMinute('2026-11-20T02:14:59.999Z')).toBe('2026-11-20 02:14 UTC')
})

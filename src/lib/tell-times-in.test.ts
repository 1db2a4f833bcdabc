import { expect, test } from 'vitest'
import { tellTimesIn } from './tell-times-in.ts'
import { utcMinute } from './utc-minute.ts'

test('times of a text are told by the clocks of a zone, summer and the day included', () => {
  const text = `From ${utcMinute('2026-07-01T22:30:00.000Z')} to ${utcMinute('2026-11-20T02:14:00.000Z')}; run_2026-11-20 stays.`
  expect(tellTimesIn(text, 'Europe/Berlin')).toBe(
    'From 2026-07-02 00:30 Europe/Berlin to 2026-11-20 03:14 Europe/Berlin; run_2026-11-20 stays.',
  )
  expect(tellTimesIn(text, 'Asia/Kolkata')).toContain('to 2026-11-20 07:44 Asia/Kolkata')
  expect(tellTimesIn(text, null)).toBe(text)
})

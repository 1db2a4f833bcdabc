import { expect, test } from 'vitest'
import { isTimeZone } from './is-time-zone.ts'

test.each(['Europe/Berlin', 'UTC', 'America/Argentina/Buenos_Aires', 'Etc/GMT+5'])('%s', (name) => {
  expect(isTimeZone(name)).toBe(true)
})

test.each(['PST', 'IST', '+02:00', 'Mars/Olympus', ''])('not %s', (name) => {
  expect(isTimeZone(name)).toBe(false)
})

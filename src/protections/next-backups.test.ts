import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isoPlusMs, minuteMs } from '../lib/clock.ts'
import { nextBackup } from './next-backup.ts'
import { createNextBackups } from './next-backups.ts'

const schedules = [
  { every: 'hour', minute: 10, time_zone: 'Europe/Berlin' },
  { every: 'hour', minute: 0, every_hours: 6, time_zone: 'UTC' },
  { every: 'day', at: ['02:05', '02:20'], time_zone: 'Europe/Berlin' },
  { cron: '*/7 1-3 * * *', time_zone: 'America/New_York' },
]

test('worked out together, times are the same as one by one, also where clocks change', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('2026-03-29T00:00:00.000Z', '2026-10-25T00:00:00.000Z', '2026-06-01T00:00:00.000Z'),
      fc.integer({ min: 0, max: 600 }),
      fc.array(fc.tuple(fc.constantFrom(...schedules), fc.nat(99), fc.nat(30)), { minLength: 1, maxLength: 30 }),
      (day, minutes, asked) => {
        const about = isoPlusMs(day, minutes * minuteMs)
        const next = createNextBackups(about)
        for (const [schedule, server, later] of asked) {
          const protection = { server_id: `srv_${server}`, schedule }
          const after = isoPlusMs(about, later * minuteMs)
          expect(next(protection, after)).toBe(nextBackup(protection, after))
        }
      },
    ),
  )
})

import { describe, expect, test } from 'vitest'
import { newScheduleForm, readSchedule, scheduleForm } from './schedule-form.ts'

const time_zone = 'Europe/Berlin'
const fresh = newScheduleForm(time_zone)

describe('what the form means', () => {
  test.each([
    [{}, { every: 'day', at: ['02:00'], time_zone }],
    [{ at: '2:00 14:30' }, { every: 'day', at: ['02:00', '14:30'], time_zone }],
    [{ kind: 'weekly' as const }, { every: 'week', weekdays: ['sunday'], at: ['02:00'], time_zone }],
    [
      { kind: 'hourly' as const, every_hours: 4 },
      { every: 'hour', minute: 0, every_hours: 4, time_zone },
    ],
    [
      { kind: 'monthly' as const, days: '1, last' },
      { every: 'month', days: [1, 'last'], at: ['02:00'], time_zone },
    ],
    [{ kind: 'cron' as const }, { cron: '0 2 * * *', time_zone }],
  ])('%o', (more, schedule) => {
    const read = readSchedule({ ...fresh, ...more })
    expect(read).toEqual({ schedule })
    if ('schedule' in read) expect(readSchedule(scheduleForm(read.schedule))).toEqual(read)
  })
})

test.each([
  [{ at: '25:00' }, 'at'],
  [{ at: '' }, 'at'],
  [{ kind: 'weekly' as const, weekdays: [] }, 'weekdays'],
  [{ kind: 'hourly' as const, minute: '60' }, 'minute'],
  [{ kind: 'monthly' as const, days: '32' }, 'days'],
  [{ kind: 'cron' as const, cron: '* *' }, 'cron'],
])('%o is refused at its field', (more, field) =>
  expect(readSchedule({ ...fresh, ...more })).toMatchObject({ problem: { field } }),
)

import { expect, test } from 'vitest'
import { linodeScheduleOf, scheduleOf } from './schedule.ts'

test.each([
  [
    { day: 'Saturday', window: 'W22' },
    { every: 'day', weekday: 'saturday', hour: 22 },
  ],
  [
    { day: 'Sunday', window: 'W0' },
    { every: 'day', weekday: 'sunday', hour: 0 },
  ],
  [{ day: 'Scheduling', window: 'Scheduling' }, { every: 'day' }],
  [
    { day: null, window: 'W4' },
    { every: 'day', hour: 4 },
  ],
  [{ day: 'Someday', window: 'W4' }, null],
  [{ day: 'Sunday', window: 'W3' }, null],
  [null, { every: 'day' }],
] as const)('%j is %j', (theirs, ours) => {
  expect(scheduleOf(theirs)).toEqual(ours)
})

test.each([
  [{ every: 'day', weekday: 'saturday', hour: 22 } as const, { day: 'Saturday', window: 'W22' }],
  [{ every: 'day', hour: 0 } as const, { window: 'W0' }],
  [{ every: 'day', weekday: 'monday' } as const, { day: 'Monday' }],
  [{ every: 'day' } as const, null],
])('%j is sent as %j', (ours, theirs) => {
  expect(linodeScheduleOf(ours)).toEqual(theirs)
})

test.each([{ every: 'week', weekday: 'sunday', hour: 0 } as const, { every: 'day', hour: 3 } as const])(
  '%j is no schedule of Linode',
  (ours) => {
    expect(() => linodeScheduleOf(ours)).toThrow(expect.objectContaining({ kind: 'permanent', effect: 'none' }))
  },
)

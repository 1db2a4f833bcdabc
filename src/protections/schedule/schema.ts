import { z } from 'zod'
import { idSchema } from '../../lib/ids.ts'
import { isTimeZone } from '../../lib/is-time-zone.ts'
import { isCron } from './is-cron.ts'

const TimeZone = z
  .string()
  .max(64)
  .refine(isTimeZone, 'Expected the name of a time zone such as Europe/Berlin or UTC.')
  .describe('IANA name. All times of the schedule are those of its clocks.')

const TimeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Expected a time of day such as 02:00 or 14:30.')
  .describe('Hours and minutes, 00:00 to 23:59.')
const Times = z.array(TimeOfDay).min(1).max(24)

export const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const
const Weekday = z.enum(weekdays)

const HourlySchedule = z.strictObject({
  every: z.literal('hour'),
  minute: z.number().int().min(0).max(59).describe('Minutes past the hour.'),
  every_hours: z.literal([1, 2, 3, 4, 6, 8, 12]).optional().describe('Default: 1.'),
  between: z
    .strictObject({ from: TimeOfDay, to: TimeOfDay })
    .optional()
    .describe('Only from one time of day to another, both included; over midnight where `to` is the earlier one.'),
  time_zone: TimeZone,
})
const DailySchedule = z.strictObject({ every: z.literal('day'), at: Times, time_zone: TimeZone })
const WeeklySchedule = z.strictObject({
  every: z.literal('week'),
  weekdays: z.array(Weekday).min(1).max(7),
  at: Times,
  time_zone: TimeZone,
})
const MonthlySchedule = z.strictObject({
  every: z.literal('month'),
  days: z
    .array(z.union([z.number().int().min(1).max(31), z.literal('last')], 'Expected a day from 1 to 31, or "last".'))
    .min(1)
    .max(31)
    .describe('A day that a month does not have means its last.'),
  at: Times,
  time_zone: TimeZone,
})
const CronSchedule = z.strictObject({
  cron: z
    .string()
    .trim()
    .max(200)
    .refine(isCron, 'Expected five fields that come true sometime, such as 0 2 * * * for every day at 02:00.')
    .describe('Minute, hour, day of month, month, day of week.'),
  time_zone: TimeZone,
})

/** When backups that Backstay starts itself are made. The provider's own schedules have a shape of their own. */
export const RunSchedule = z
  .union([
    z.discriminatedUnion('every', [HourlySchedule, DailySchedule, WeeklySchedule, MonthlySchedule]),
    CronSchedule,
  ])
  .meta({ id: 'RunSchedule' })
export type RunSchedule = z.infer<typeof RunSchedule>

export const SchedulePreviewInput = z.object({ server_id: idSchema('srv'), schedule: RunSchedule })
export const SchedulePreview = z
  .object({
    next: z.array(z.iso.datetime()).describe('The next three, with the delay of this server.'),
    spread_minutes: z.number().int().describe('Each server has a delay of its own, always the same, below this.'),
  })
  .meta({ id: 'SchedulePreview' })
export type SchedulePreview = z.infer<typeof SchedulePreview>

/** Spreads what is due at one time: every key gets its own delay, always the same, below `jitter_minutes`. */
export type Jitter = { jitter_key: string; jitter_minutes: number }

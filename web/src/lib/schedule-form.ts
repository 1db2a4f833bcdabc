import type { RunSchedule } from '../../../src/protections/schedule/schema.ts'

export const scheduleKinds = ['daily', 'weekly', 'hourly', 'monthly', 'cron'] as const
export type ScheduleKind = (typeof scheduleKinds)[number]

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const
export type Weekday = (typeof weekdays)[number]

/** A schedule as a form holds it: every kind's answers at once, so that trying another kind loses none. */
export type ScheduleForm = {
  kind: ScheduleKind
  /** Times of day, separated by commas. */
  at: string
  weekdays: readonly Weekday[]
  every_hours: number
  minute: string
  between: { from: string; to: string } | undefined
  /** Days of the month, separated by commas; "last" is one. */
  days: string
  cron: string
  time_zone: string
}

export function newScheduleForm(timeZone: string): ScheduleForm {
  return {
    kind: 'daily',
    at: '02:00',
    weekdays: ['sunday'],
    every_hours: 1,
    minute: '0',
    between: undefined,
    days: '1',
    cron: '0 2 * * *',
    time_zone: timeZone,
  }
}

export function scheduleForm(schedule: RunSchedule): ScheduleForm {
  const fresh = newScheduleForm(schedule.time_zone)
  if ('cron' in schedule) return { ...fresh, kind: 'cron', cron: schedule.cron }
  if (schedule.every === 'hour')
    return {
      ...fresh,
      kind: 'hourly',
      minute: String(schedule.minute),
      every_hours: schedule.every_hours ?? 1,
      between: schedule.between,
    }
  const at = schedule.at.join(', ')
  if (schedule.every === 'day') return { ...fresh, at }
  if (schedule.every === 'week') return { ...fresh, kind: 'weekly', at, weekdays: schedule.weekdays }
  return { ...fresh, kind: 'monthly', at, days: schedule.days.join(', ') }
}

type Read =
  | { schedule: RunSchedule }
  | { problem: { field: 'at' | 'weekdays' | 'minute' | 'days' | 'cron'; text: string } }

/** The schedule that was meant, or what is wrong with it. */
export function readSchedule(form: ScheduleForm): Read {
  const { time_zone } = form
  if (form.kind === 'cron') {
    const cron = form.cron.trim()
    if (cron.split(/\s+/).length !== 5)
      return wrong('cron', 'Type five fields, such as 0 2 * * * for every day at 02:00.')
    return { schedule: { cron, time_zone } }
  }
  if (form.kind === 'hourly') {
    const minute = Number(form.minute)
    if (!/^\d{1,2}$/.test(form.minute.trim()) || minute > 59)
      return wrong('minute', 'Type minutes past the hour, 0 to 59.')
    const { every_hours, between } = form
    return {
      schedule: {
        every: 'hour',
        minute,
        time_zone,
        ...(isEvery(every_hours) && every_hours !== 1 ? { every_hours } : {}),
        ...(between ? { between } : {}),
      },
    }
  }
  const at = parts(form.at).map(withZero)
  if (at.length === 0 || !at.every((time) => /^([01]\d|2[0-3]):[0-5]\d$/.test(time)))
    return wrong('at', 'Type times such as 02:00, or 02:00, 14:00.')
  if (form.kind === 'daily') return { schedule: { every: 'day', at, time_zone } }
  if (form.kind === 'weekly') {
    if (form.weekdays.length === 0) return wrong('weekdays', 'Choose at least one day.')
    return { schedule: { every: 'week', weekdays: [...form.weekdays], at, time_zone } }
  }
  const days = parts(form.days).map((day) => (day === 'last' ? ('last' as const) : Number(day)))
  if (days.length === 0 || !days.every((day) => day === 'last' || (Number.isInteger(day) && day >= 1 && day <= 31)))
    return wrong('days', 'Type days such as 1, 15 or last.')
  return { schedule: { every: 'month', days, at, time_zone } }
}

const hourSteps = [1, 2, 3, 4, 6, 8, 12] as const
type HourStep = (typeof hourSteps)[number]
const isEvery = (value: number): value is HourStep => hourSteps.some((step) => step === value)

const wrong = (field: 'at' | 'weekdays' | 'minute' | 'days' | 'cron', text: string): Read => ({
  problem: { field, text },
})
const parts = (text: string) =>
  text
    .split(/[\s,]+/)
    .map((part) => part.trim().toLowerCase())
    .filter(Boolean)
const withZero = (time: string) => (/^\d:/.test(time) ? `0${time}` : time)

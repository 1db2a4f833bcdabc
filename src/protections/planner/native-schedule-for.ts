import { Temporal } from 'temporal-polyfill'
import type { NativeCapability, NativeSchedule } from '../../providers/provider.ts'
import { nativeWish } from '../native-wish.ts'
import { askedTime } from './asked-time.ts'
import type { OfferSchedule, Terms } from './schema.ts'

type Native = { native: NativeCapability; label: string; every: 'day' | 'week' }

/**
 * What the provider is told of when to take its backups: the window that holds the time asked for; else at night where the hour can be
 * chosen, nothing where nothing can.
 */
export const nativeScheduleFor = (
  { native, label, every }: Native,
  terms: Pick<Terms, 'wish' | 'now'>,
): OfferSchedule => {
  const { schedules, hours } = native
  const word = every === 'day' ? 'daily' : 'weekly'
  const theirs = `at a time that ${label} chooses`
  if (schedules.length === 0) return { every, words: `${word}, ${theirs}`, native: null, run: null }
  const asked = askedTime(terms.wish.schedule, every)
  const told = asked === null || terms.now === undefined ? null : nativeWish(asked, native, terms.now)
  const hour = hours.includes(0) ? 0 : hours[0]
  const usual: NativeSchedule = {
    every,
    ...(every === 'week' ? { weekday: 'sunday' as const } : {}),
    ...(hour === undefined ? {} : { hour }),
  }
  const schedule = told ?? usual
  const { weekday = 'sunday' } = schedule
  const on = every === 'week' ? ` on ${weekday.charAt(0).toUpperCase()}${weekday.slice(1)}` : ''
  const when =
    schedule.hour === undefined
      ? theirs
      : told === null || asked === null || terms.now === undefined
        ? `in the hours after ${clock(schedule.hour)} UTC`
        : windowWords(schedule.hour, hours, { time_zone: asked.time_zone, now: terms.now })
  return { every, words: `${word}${on}, ${when}`, native: schedule, run: null }
}

const clock = (hour: number) => `${String(hour % 24).padStart(2, '0')}:00`

/** The window by the clocks of a zone, as they stand now. Windows follow one another around the day. */
const windowWords = (
  hour: number,
  hours: readonly number[],
  { time_zone, now }: { time_zone: string; now: string },
) => {
  const day = Temporal.Instant.from(now).toZonedDateTimeISO('UTC').startOfDay()
  const at = (hours: number) =>
    day.add({ hours }).withTimeZone(time_zone).toPlainTime().toString({ smallestUnit: 'minute' })
  return `some time from ${at(hour)} to ${at(hour + 24 / hours.length)} (${time_zone})`
}

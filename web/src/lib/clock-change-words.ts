import { zonedParts } from '../format/zoned-parts.ts'
import type { nextClockChange } from './next-clock-change.ts'

type Change = NonNullable<ReturnType<typeof nextClockChange>>
/** `weekdays`: only on these, Sunday first is 0; null on any day. */
type Times = { at: readonly string[]; weekdays: readonly string[] | null; time_zone: string }

const minuteMs = 60_000
const names = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']

/** What becomes of a time of day that the next change of clocks leaves out or brings twice; null where none of them is met. */
export function clockChangeWords({ at, weekdays, time_zone }: Times, change: Change): string | null {
  const before = zonedParts(new Date(change.at.getTime() - minuteMs), time_zone)
  const after = zonedParts(change.at, time_zone)
  const weekday = names[new Date(Date.UTC(after.year, after.month - 1, after.day)).getUTCDay()] ?? ''
  if (weekdays !== null && !weekdays.includes(weekday)) return null
  // As the clocks would have gone on, and as they went.
  const expected = minutesOf(`${before.hour}:${before.minute}`) + 1
  const shown = minutesOf(`${after.hour}:${after.minute}`)
  const [from, to] = [Math.min(expected, shown), Math.max(expected, shown)]
  const met = at.find((time) => minutesOf(time) >= from && minutesOf(time) < to)
  if (met === undefined) return null
  const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: time_zone }).format(change.at)
  if (change.forward)
    return `On ${day}, when ${met} does not exist, it runs once at ${clock(minutesOf(met) + to - from)}.`
  return `On ${day}, when ${met} comes twice, it runs once, the first time.`
}

const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60) % 24).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

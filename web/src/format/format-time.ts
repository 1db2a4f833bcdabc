import { type ZonedParts, zonedParts } from './zoned-parts.ts'

const dayMs = 86_400_000

/** A moment as people say it: today 02:14, Wed 18 Nov 02:11 within two weeks, 9 Sep 02:14, 9 Sep 2025 02:14 in another year. */
export function formatTime(
  iso: string,
  options: { now: Date; timeZone?: string; seconds?: boolean; narrow?: boolean },
): string {
  const at = zonedParts(new Date(iso), options.timeZone)
  const clock = options.seconds ? `${at.hour}:${at.minute}:${at.second}` : `${at.hour}:${at.minute}`
  return `${dayName(at, zonedParts(options.now, options.timeZone), options.narrow === true)} ${clock}`
}

function dayName(at: ZonedParts, today: ZonedParts, narrow: boolean): string {
  const days = Math.round((dayNumber(at) - dayNumber(today)) / dayMs)
  if (days === 0) return 'today'
  const date = `${at.day} ${at.month_name}`
  if (Math.abs(days) <= 14 && !narrow) return `${at.weekday} ${date}`
  return at.year === today.year ? date : `${date} ${at.year}`
}

function dayNumber(parts: ZonedParts): number {
  return Date.UTC(parts.year, parts.month - 1, parts.day)
}

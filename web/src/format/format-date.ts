import { zonedParts } from './zoned-parts.ts'

/** A day without its time: 18 Nov 2026; the year is left out when it is this one. */
export function formatDate(iso: string, options: { now: Date; timeZone?: string }): string {
  const at = zonedParts(new Date(iso), options.timeZone)
  const date = `${at.day} ${at.month_name}`
  return at.year === zonedParts(options.now, options.timeZone).year ? date : `${date} ${at.year}`
}

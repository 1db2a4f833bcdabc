import { zonedParts } from '../format/zoned-parts.ts'

const dayMs = 86_400_000
const hourMs = 3_600_000

/** When the clocks of a zone change next within a year, to the hour, and which way; null where they do not. */
export function nextClockChange(timeZone: string, now: Date): { at: Date; forward: boolean } | null {
  const start = Math.floor(now.getTime() / hourMs) * hourMs
  const first = offsetAt(start, timeZone)
  for (let day = 1; day <= 366; day += 1) {
    const offset = offsetAt(start + day * dayMs, timeZone)
    if (offset === first) continue
    for (let hour = 1; hour <= 24; hour += 1) {
      const at = start + (day - 1) * dayMs + hour * hourMs
      if (offsetAt(at, timeZone) !== first) return { at: new Date(at), forward: offset > first }
    }
  }
  return null
}

function offsetAt(ms: number, timeZone: string): number {
  const at = zonedParts(new Date(ms), timeZone)
  return Date.UTC(at.year, at.month - 1, at.day, Number(at.hour), Number(at.minute)) - Math.floor(ms / 60_000) * 60_000
}

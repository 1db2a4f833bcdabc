import { zonedParts } from './zoned-parts.ts'

const two = (value: number) => String(value).padStart(2, '0')

/** A moment for a tooltip, beyond doubt: 2026-11-18T02:11:09+01:00 (2026-11-18T01:11:09Z). */
export function formatExactTime(iso: string, timeZone?: string): string {
  const date = new Date(iso)
  const at = zonedParts(date, timeZone)
  const asUtc = Date.UTC(at.year, at.month - 1, at.day, Number(at.hour), Number(at.minute), Number(at.second))
  const offset = Math.round((asUtc - Math.floor(date.getTime() / 1000) * 1000) / 60_000)
  const sign = offset < 0 ? '-' : '+'
  const zone = `${sign}${two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`
  const local = `${at.year}-${two(at.month)}-${two(at.day)}T${at.hour}:${at.minute}:${at.second}${zone}`
  return `${local} (${date.toISOString().replace(/\.\d+Z$/, 'Z')})`
}

import { zonedParts } from '../format/zoned-parts.ts'

/** Whether the clocks of two time zones show the same now. */
export function sameClock(one: string, other: string, now: Date): boolean {
  const [a, b] = [zonedParts(now, one), zonedParts(now, other)]
  return a.day === b.day && a.hour === b.hour && a.minute === b.minute
}

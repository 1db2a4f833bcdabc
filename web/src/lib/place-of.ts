import type { RecoveryPoint } from '../../../src/recovery-points/schema.ts'
import { zonedParts } from '../format/zoned-parts.ts'

/** The day of a backup by the clocks of the schedule, as the strip counts it. */
export function placeOf(point: Pick<RecoveryPoint, 'taken_at'>, timeZone: string) {
  const at = zonedParts(new Date(point.taken_at), timeZone)
  const two = (value: number) => String(value).padStart(2, '0')
  return {
    date: `${at.year}-${two(at.month)}-${two(at.day)}`,
    at: (Number(at.hour) * 60 + Number(at.minute)) / 1440,
    time: `${at.hour}:${at.minute}`,
  }
}

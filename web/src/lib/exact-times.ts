import type { RecoveryPoint } from '../../../src/recovery-points/schema.ts'
import { formatExactTime } from '../format/format-exact-time.ts'

/** When the backups of a day were taken, beyond doubt, one a line, oldest first. Undefined where there is none. */
export function exactTimes(points: readonly Pick<RecoveryPoint, 'taken_at'>[], timeZone: string): string | undefined {
  const times = points.map(({ taken_at }) => taken_at).sort()
  return times.map((at) => formatExactTime(at, timeZone)).join('\n') || undefined
}

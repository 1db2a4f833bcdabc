import type { RecoveryPoint } from '../../../src/recovery-points/schema.ts'
import { formatDate } from '../format/format-date.ts'

type Point = Pick<RecoveryPoint, 'method' | 'state' | 'run_id' | 'protection_id' | 'kept_because' | 'expires_at'>

/** Who deletes an image, and when: DigitalOcean deletes it by 28 Nov, some sooner. Null of files and of what is gone. */
export function deletedBy(point: Point, label: string, now: Date, timeZone?: string): string | null {
  if (point.method === 'files' || point.state !== 'available') return null
  const when =
    point.expires_at === null
      ? null
      : formatDate(point.expires_at, timeZone === undefined ? { now } : { now, timeZone })
  if (point.method === 'native')
    return when === null ? `${label} deletes it, and does not say when` : `${label} deletes it by ${when}`
  // Taken as a way back, or by somebody at the provider: no retention of ours has a say in it.
  if (point.protection_id === null)
    return when === null
      ? 'stays until somebody deletes it'
      : point.run_id === null
        ? `${label} deletes it ${when}`
        : `a way back, kept until ${when} at least`
  if (point.kept_because === null)
    return when === null ? 'retention has not judged it yet' : `${label} deletes it ${when}`
  return when === null ? 'retention keeps it' : `retention deletes it ${when}`
}

import { dayMs, isoPlusMs } from '../../lib/clock.ts'
import type { NativeCapability, NativeSchedule, ProviderRecoveryPoint } from '../../providers/provider.ts'

/** When the provider deletes it: as it says itself, else as its rules say for the schedule; null when nobody knows. */
export const expiryOf = (
  point: ProviderRecoveryPoint,
  native: { capability: NativeCapability | null; schedule: Pick<NativeSchedule, 'every'> | null },
): string | null => {
  if (point.expires_at !== null || point.kind === 'snapshot') return point.expires_at
  const days = native.capability?.retention_days
  if (days === undefined) return null
  const kept = typeof days === 'number' ? days : native.schedule && days[native.schedule.every]
  return kept === null ? null : isoPlusMs(point.created_at, kept * dayMs)
}

import type { RecoveryPoint } from '../../../src/recovery-points/schema.ts'
import { useNewestBefore, useRecoveryPointsBetween } from '../api/recovery-points.ts'
import { aroundDays } from '../lib/around-days.ts'

/** The backups of one day, and the newest that are left of that day or before it. Undefined while they are being asked for. */
export function useDayPoints(
  serverId: string,
  date: string,
): { points: RecoveryPoint[] | undefined; loading: boolean } {
  const { from, to } = aroundDays(date, date)
  const own = useRecoveryPointsBetween(serverId, { from, to })
  const before = useNewestBefore(serverId, to)
  const isHere = own.data !== undefined && before.data !== undefined
  const known = new Set(own.data?.map(({ id }) => id))
  return {
    points: isHere ? [...own.data, ...before.data.filter(({ id }) => !known.has(id))] : undefined,
    loading: !isHere && !own.error && !before.error,
  }
}

import { useProtections } from '../api/protections.ts'
import { readerZone } from '../forms/reader-zone.ts'
import { type DayFacts, dayFacts } from '../lib/day-facts.ts'
import { stripDay } from '../lib/strip-days.ts'
import { useNow } from '../lib/use-now.ts'
import type { StripData } from '../ui/strip/strip-codes.ts'
import { useDayPoints } from './use-day-points.ts'

/** What there is to say of a day, from the backups around it. */
export function useDayFacts(serverId: string, strip: StripData, day: number): { facts: DayFacts; loading: boolean } {
  const now = useNow()
  const { points, loading } = useDayPoints(serverId, stripDay(strip, day).date)
  const protections = useProtections(serverId).data
  // The days are counted by the clocks of the files' schedule, else of any.
  const ours = protections?.find((one) => one.method === 'files') ?? protections?.find((one) => one.schedule !== null)
  const known = protections === undefined ? undefined : points
  const time_zone = ours?.schedule?.time_zone ?? 'UTC'
  const facts = dayFacts({ strip, day, points: known, time_zone, reader_zone: readerZone(), now })
  return { facts, loading: loading || (points !== undefined && known === undefined) }
}

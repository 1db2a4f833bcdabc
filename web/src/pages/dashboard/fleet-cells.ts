import type { FleetDay, FleetRow } from '../../../../src/insights/overview/schema.ts'
import { formatCount } from '../../format/format-count.ts'
import { formatDate } from '../../format/format-date.ts'
import { formatPlural } from '../../format/format-plural.ts'

export type CellLook = 'good' | 'warning' | 'missed' | 'many' | 'none'

/** So many of a provider's servers at once are one incident, not many. */
const manyShare = 0.05

/** How a day of a provider is drawn. A miss is never averaged away. */
export function cellLook(day: FleetDay, servers: number): CellLook {
  if (day.missed > 0) return day.missed >= servers * manyShare && day.missed > 1 ? 'many' : 'missed'
  if (day.warning > 0) return 'warning'
  return day.good > 0 ? 'good' : 'none'
}

export const missesOf = (row: FleetRow): number => row.days.reduce((sum, day) => sum + day.missed, 0)

/** A row of the fleet strip in words. */
export function rowWords(label: string, row: FleetRow, now: Date): string {
  const troubled = row.days.filter((day) => day.missed > 0)
  const misses = troubled.map((day) => `${formatCount(day.missed)} on ${formatDate(day.day, { now, timeZone: 'UTC' })}`)
  const warned = row.days.filter((day) => day.warning > 0).length
  return `${label}, last 30 days: ${misses.length > 0 ? `missed ${misses.join(', ')}` : 'nothing missed'}; warnings on ${formatPlural(warned, 'day')}.`
}

/** The day on which most was missed, in one dated sentence; null where nothing much was. */
export function worstDay(rows: readonly { label: string; row: FleetRow }[], now: Date): string | null {
  const days = rows.flatMap(({ label, row }) => row.days.map((day) => ({ label, row, day })))
  const [worst] = days.filter(({ day }) => day.missed > 1).sort((a, b) => b.day.missed - a.day.missed)
  if (worst === undefined) return null
  const { label, row, day } = worst
  return `${formatDate(day.day, { now, timeZone: 'UTC' })}: ${formatCount(day.missed)} of ${formatPlural(row.servers, 'server')} at ${label} missed a backup`
}

import type { StorageLocation } from '../../../src/repositories/schema.ts'
import { formatBytes } from '../format/format-bytes.ts'
import { formatPlural } from '../format/format-plural.ts'

type Room = Pick<StorageLocation, 'kind' | 'free_bytes' | 'free_at' | 'daily_growth_bytes' | 'days_left'>

const tenYears = 3_650

/** How long the room of a location lasts, or why nobody can tell. */
export function roomWords({ kind, free_bytes, free_at, daily_growth_bytes: growth, days_left }: Room): string {
  if (days_left !== null) return fullIn(days_left)
  if (free_bytes === null)
    return kind === 's3' ? 'a bucket tells no limit' : free_at ? 'cannot be read' : 'not measured yet'
  return growth === null ? 'growth not known yet' : 'not growing'
}

/** The location that is full first, in a caption; of those whose growth nobody knows, the one with the least room. */
export function soonestFull(locations: readonly (Room & Pick<StorageLocation, 'name'>)[]): string | null {
  const byDays = [...locations].sort((a, b) => (a.days_left ?? Infinity) - (b.days_left ?? Infinity))[0]
  if (byDays && byDays.days_left !== null) return `${byDays.name} ${fullIn(byDays.days_left)}`
  const byRoom = [...locations].sort((a, b) => (a.free_bytes ?? Infinity) - (b.free_bytes ?? Infinity))[0]
  return byRoom && byRoom.free_bytes !== null ? `${byRoom.name}: ${formatBytes(byRoom.free_bytes)} free` : null
}

function fullIn(days: number): string {
  if (days > tenYears) return 'lasts more than ten years'
  return days === 0 ? 'full within a day' : `full in ${formatPlural(days, 'day')}`
}

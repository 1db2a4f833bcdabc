import type { Server } from '../api/server-types.ts'
import type { StripData } from '../ui/strip/strip-codes.ts'

const days = 30
const dayMs = 86_400_000

/**
 * The strip of a server as the API has it. Of a server of which nothing is recorded yet: flat while backups are off; where they are on, a dot for each day,
 * and today hollow while the first one is due.
 */
export function stripOf(
  server: Pick<Server, 'backups_enabled' | 'backups_enabled_at' | 'strip'>,
  firstDue: boolean,
  now: Date,
): StripData {
  if (server.strip !== null) return server.strip
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate()).getTime()
  const dayOf = (age: number) => new Date(midnight + dayMs / 2 - age * dayMs)
  const since = server.backups_enabled_at === null ? null : new Date(server.backups_enabled_at)
  const image = Array.from({ length: days }, (_, index) => {
    const age = days - 1 - index
    if (!server.backups_enabled) return 'n'
    if (age === 0) return firstDue ? 'o' : 'u'
    return since !== null && dayOf(age) < since ? 'n' : 'u'
  })
  return { image: image.join(''), files: 'n'.repeat(days), proof: '.'.repeat(days), last_day: isoDay(dayOf(0)) }
}

function isoDay(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

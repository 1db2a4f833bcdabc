import type { Run } from '../api/run-types.ts'
import { formatCount } from '../format/format-count.ts'

/** The figures of a run as words: 8 servers, 2 new servers, complete. Names come as the API gives them. */
export function statWords(stats: Run['stats']): string[] {
  return Object.entries(stats).flatMap(([name, value]) => {
    const words = name.replaceAll('_', ' ')
    if (value === null || value === '') return []
    if (typeof value === 'boolean') return [value ? words : `not ${words}`]
    return [typeof value === 'number' ? `${formatCount(value)} ${words}` : `${words} ${value}`]
  })
}

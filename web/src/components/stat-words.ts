import type { Run } from '../api/run-types.ts'
import { formatBytes } from '../format/format-bytes.ts'
import { formatCount } from '../format/format-count.ts'

/** Figures that are nouns; the others are said as they are called: 14 found, 1 missing. */
const nouns: Record<string, readonly [one: string, many: string]> = {
  servers: ['server', 'servers'],
  calls: ['call', 'calls'],
  files: ['file', 'files'],
  files_new: ['file is new', 'files are new'],
  files_changed: ['file changed', 'files changed'],
  snapshots: ['snapshot', 'snapshots'],
  accepted: ['handed on', 'handed on'],
  refused: ['left as it was', 'left as they were'],
}
// What one looks for first.
const first = ['servers', 'found', 'missing', 'done', 'accepted', 'refused', 'files', 'bytes']
// Every run shows how long it took, its kind what was done, and its page what it was done to.
const saidElsewhere = ['seconds', 'method', 'ref', 'recovery_point_id', 'forgotten_ids']

/** The figures of a run as words: 14 servers, 2 found, 1 call. What is nothing is left out, and so is what goes without saying. */
export function statWords(stats: Run['stats']): string[] {
  const rank = (name: string) => (first.includes(name) ? first.indexOf(name) : first.length)
  return Object.entries(stats)
    .filter(([name]) => !saidElsewhere.includes(name))
    .sort(([a], [b]) => rank(a) - rank(b))
    .flatMap(([name, value]) => {
      const words = name.replaceAll('_', ' ')
      if (value === false) return [`not ${words}`]
      if (typeof value === 'string' && value !== '') return [`${words} ${value}`]
      if (typeof value !== 'number' || (value === 0 && name !== 'servers')) return []
      if (/(^|_)bytes$/.test(name)) return [`${formatBytes(value)} ${words.replace(/ ?bytes$/, '')}`.trim()]
      const noun = nouns[name]
      return [`${formatCount(value)} ${noun ? noun[value === 1 ? 0 : 1] : words}`]
    })
}

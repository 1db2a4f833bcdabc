import type { Drill } from '../../../src/maintenance/schema.ts'
import { formatCount } from '../format/format-count.ts'
import { formatPart } from '../format/format-part.ts'
import { nbsp } from '../format/spaces.ts'

type Evidence = Drill['evidence']

/** How many restored files were held against the hashes taken of the originals, and what came of it. */
export function comparedWords({
  compared,
  restored,
}: Pick<Evidence, 'compared'> & Partial<Pick<Evidence, 'restored'>>): string {
  if (restored === 'server') return 'the whole image'
  // What was written to while it was backed up proves nothing either way.
  const counted = compared.filter(({ result }) => result !== 'changed')
  if (counted.length === 0) return 'none compared'
  const same = counted.filter(({ result }) => result === 'same').length
  return same === counted.length ? `${formatCount(same)} alike` : `${formatPart(same, counted.length)} alike`
}

/** What a drill restored, in a few words: 12 files restored, or a server that runs and answers. */
export function restoredWords({ files, evidence }: Pick<Drill, 'files' | 'evidence'>): string {
  if (evidence.restored !== 'server') return `${formatCount(files)} files`
  return evidence.server?.health?.state === 'passed' ? 'a server, which answered' : 'a server'
}

/** How long it took: 0.4 s, 12 s, 3 min 20 s. */
export function secondsWords(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)}${nbsp}s`
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole}${nbsp}s`
  const rest = whole % 60
  return [`${formatCount(Math.floor(whole / 60))}${nbsp}min`, rest > 0 && `${rest}${nbsp}s`].filter(Boolean).join(' ')
}

/** Why a drill failed, in a line: the first file that differs, else the first problem of the restore. */
export function drillTrouble({
  compared,
  problems,
  server,
}: Pick<Evidence, 'compared' | 'problems' | 'server'>): string | null {
  if (server !== undefined) return server.health?.detail ?? 'no server that runs came of the image'
  const wrong = compared.find(({ result }) => result === 'different' || result === 'missing')
  if (wrong)
    return `${wrong.path} ${wrong.result === 'missing' ? 'is missing from the restore' : 'is not what was backed up'}`
  const problem = problems[0]
  return problem ? [problem.path, problem.message].filter(Boolean).join(': ') : null
}

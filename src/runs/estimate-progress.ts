import type { PastSeconds, RunProgress } from './schema.ts'

/** How far work is, by how long the like took before; `none` where too little is known (DESIGN rule 7). Pure. */
export const estimateProgress = (past: PastSeconds | null, elapsedMs: number, note: string): RunProgress => {
  if (past === null || past.usual === 0) return { kind: 'none', note }
  const elapsed = elapsedMs / 1_000
  return {
    kind: 'estimate',
    percent: Math.min(99, Math.floor((100 * elapsed) / past.usual)),
    seconds_left: Math.max(0, Math.round(past.usual - elapsed)),
    expected: { from_seconds: past.shortest, to_seconds: past.longest, based_on: past.count },
    note: `${note}; the last ${past.count} took ${minutes(past.usual)} as a rule, ${minutes(past.longest)} at most`,
  }
}

const minutes = (seconds: number): string =>
  seconds < 90 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`

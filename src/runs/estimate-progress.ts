import type { PastSeconds, RunProgress } from './schema.ts'

const fewest = 2
/** Durations further apart than this, by factor and by seconds, tell nobody when the next one ends. */
const widest = { factor: 5, seconds: 600 }

/** How far work is, by how long the like took before; `none` where that tells too little (DESIGN rule 7). Pure. */
export const estimateProgress = (past: PastSeconds | null, elapsedMs: number, note: string): RunProgress => {
  if (past === null || past.usual === 0) return { kind: 'none', note }
  const { usual, shortest, longest, count, ...of } = past
  if (count < fewest || isTooWide(past))
    return { kind: 'none', note, earlier: { from_seconds: shortest, to_seconds: longest, count } }
  const elapsed = elapsedMs / 1_000
  return {
    kind: 'estimate',
    percent: Math.min(99, Math.floor((100 * elapsed) / usual)),
    seconds_left: Math.max(0, Math.round(usual - elapsed)),
    expected: { from_seconds: shortest, to_seconds: longest, based_on: count, ...of },
    note: `${note}; the last ${count} took ${minutes(usual)} as a rule, ${minutes(longest)} when they took long`,
  }
}

const isTooWide = ({ shortest, longest }: PastSeconds): boolean =>
  longest > widest.factor * shortest && longest - shortest > widest.seconds

const minutes = (seconds: number): string =>
  seconds < 90 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`

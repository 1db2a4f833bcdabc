import { appendFileSync, existsSync, readFileSync } from 'node:fs'

/** What several processes did, in the order in which it happened: a line is appended in one piece. */
export type JournalEntry =
  | { event: 'started' | 'ended'; job: string; worker: number }
  // Written by the test once the process is gone, and what it ran with it.
  | { event: 'died'; worker: number }

export const writeJournal = (file: string, entry: JournalEntry): void =>
  appendFileSync(file, `${JSON.stringify(entry)}\n`)

/** What stands behind the last end of a line is being written. */
export const readJournal = (file: string): JournalEntry[] =>
  existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line))
    : []

/** The jobs that were started while they still ran. */
export const runTwiceAtOnce = (entries: readonly JournalEntry[]): string[] => {
  const runners = new Map<string, number>()
  const twice: string[] = []
  for (const entry of entries) {
    if (entry.event === 'died') {
      for (const [job, worker] of runners) if (worker === entry.worker) runners.delete(job)
    } else if (entry.event === 'ended') runners.delete(entry.job)
    else {
      if (runners.has(entry.job)) twice.push(entry.job)
      runners.set(entry.job, entry.worker)
    }
  }
  return twice
}

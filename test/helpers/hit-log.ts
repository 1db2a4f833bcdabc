import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { faultSeed } from './fault-counts.ts'

/** What a long suite has hit, over as many runs as it takes. */
export type HitLog = {
  readonly counts: ReadonlyMap<string, number>
  add(name: string): void
  /** What was hit since the last time proved to be survived. */
  keep(): void
}

/**
 * BACKSTAY_FAULT_LOG names a file that gets a line for each hit that was survived, with its seed: a suite that was stopped goes on
 * from there when it is started with the same file again.
 */
export const openHitLog = (path = process.env.BACKSTAY_FAULT_LOG): HitLog => {
  const counts = new Map<string, number>()
  const count = (name: string) => void counts.set(name, (counts.get(name) ?? 0) + 1)
  if (path !== undefined && existsSync(path))
    for (const line of readFileSync(path, 'utf8').split('\n')) {
      const name = line.split('\t')[1]
      if (name !== undefined) count(name)
    }
  let fresh: string[] = []
  return {
    counts,
    add: (name) => {
      count(name)
      fresh.push(name)
    },
    keep: () => {
      if (path !== undefined) appendFileSync(path, fresh.map((name) => `${faultSeed}\t${name}\n`).join(''))
      fresh = []
    },
  }
}

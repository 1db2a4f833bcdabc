import type { Skipped } from '../agent-protocol/messages.ts'
import { type ItemError, messageOf } from '../restic/events.ts'

const mostSkipped = 1_000

const storedAgain =
  /not found in the repository index; storing the file again$|^tree [0-9a-f]+ is not known; the repository/

/** Collects what was left out, and counts all of it. */
export const createSkippedList = () => {
  const list: Skipped[] = []
  const seen = new Set<string>()
  let count = 0
  return {
    add: (error: ItemError) => {
      // What restic meets when it counts ahead it meets again when it reads.
      if (error.during === 'scan') return
      // After damage was taken out of the repository: this file or folder heals it, and is saved whole.
      if (storedAgain.test(messageOf(error))) return
      const path = (error.item ?? '').slice(0, 4_000)
      if (path !== '' && seen.has(path)) return
      count += 1
      if (list.length >= mostSkipped) return
      seen.add(path)
      list.push({ path, reason: messageOf(error).slice(0, 500) })
    },
    list: (): Skipped[] => list,
    count: () => count,
  }
}
export type SkippedList = ReturnType<typeof createSkippedList>

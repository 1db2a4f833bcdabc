import { useMemo, useSyncExternalStore } from 'react'
import { type FollowedRun, followedIn, withFollowed } from '../lib/followed-runs.ts'
import { readStored } from '../lib/read-stored.ts'
import { writeStored } from '../lib/write-stored.ts'
import { useViewer } from '../shell/viewer.ts'

const listeners = new Set<() => void>()
// Storage may be forbidden; what was begun is followed as long as the page stands even so.
const unkept = new Map<string, string | null>()

const read = (key: string) => unkept.get(key) ?? readStored(key)
function write(key: string, list: readonly FollowedRun[]): void {
  const text = list.length === 0 ? null : JSON.stringify(list)
  writeStored(key, text)
  unkept.set(key, text)
  for (const listener of listeners) listener()
}

/** The bulk work this person began in this browser and has not put away; it outlives a reload. */
export function useFollowedRuns() {
  const key = `followed-runs.${useViewer().user.id}`
  const kept = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => read(key),
  )
  const followed = useMemo(() => followedIn(kept), [kept])
  return {
    followed,
    follow: (run: FollowedRun) => write(key, withFollowed(followedIn(read(key)), run)),
    putAway: (run_id: string) =>
      write(
        key,
        followedIn(read(key)).filter((one) => one.run_id !== run_id),
      ),
  }
}

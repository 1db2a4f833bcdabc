import { lazy, Suspense } from 'react'
import { useFollowedRuns } from './use-followed-runs.ts'

// Asked for once something is under way.
const FollowedRun = lazy(async () => ({ default: (await import('./FollowedRun.tsx')).FollowedRun }))

/** How the bulk work fares that was begun here: it stays until it is put away, also over a reload. */
export function FollowedRuns() {
  const { followed, follow, putAway } = useFollowedRuns()
  if (followed.length === 0) return null
  return (
    <Suspense fallback={null}>
      {followed.map((one) => (
        <FollowedRun key={one.run_id} followed={one} onFollow={follow} onPutAway={() => putAway(one.run_id)} />
      ))}
    </Suspense>
  )
}

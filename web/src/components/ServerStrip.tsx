import { lazy, Suspense } from 'react'
import type { Server } from '../api/server-types.ts'
import { serverStates } from '../lib/server-states.ts'
import { stripOf } from '../lib/strip-of.ts'
import { useNow } from '../lib/use-now.ts'
import { RecoveryStrip } from '../ui/strip/RecoveryStrip.tsx'

// The same picture stands there at once; that its days can be asked about follows.
const DayStrip = lazy(async () => ({ default: (await import('./DayStrip.tsx')).DayStrip }))

/** The last thirty days of a server wherever it stands in a list. Where nothing is recorded there are no days to ask about. */
export function ServerStrip({ server, size }: { server: Server; size: 's' | 'm' }) {
  const now = useNow()
  const data = stripOf(server, serverStates(server, now).includes('first_due'), now)
  const picture = <RecoveryStrip data={data} size={size} />
  if (server.strip === null) return picture
  return (
    <Suspense fallback={picture}>
      <DayStrip server={server} strip={server.strip} size={size} />
    </Suspense>
  )
}

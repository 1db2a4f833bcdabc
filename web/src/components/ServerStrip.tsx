import type { Server } from '../api/server-types.ts'
import { serverStates } from '../lib/server-states.ts'
import { stripOf } from '../lib/strip-of.ts'
import { useNow } from '../lib/use-now.ts'
import { RecoveryStrip } from '../ui/strip/RecoveryStrip.tsx'
import { DayStrip } from './DayStrip.tsx'

/** The last thirty days of a server wherever it stands in a list. Where nothing is recorded there are no days to ask about. */
export function ServerStrip({ server, size }: { server: Server; size: 's' | 'm' }) {
  const now = useNow()
  if (server.strip !== null) return <DayStrip server={server} strip={server.strip} size={size} />
  return <RecoveryStrip data={stripOf(server, serverStates(server, now).includes('first_due'), now)} size={size} />
}

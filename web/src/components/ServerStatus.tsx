import { Tooltip } from '@mantine/core'
import type { Server } from '../api/server-types.ts'
import { listWords } from '../lib/list-words.ts'
import { serverStates } from '../lib/server-states.ts'
import { useNow } from '../lib/use-now.ts'
import { states } from '../ui/marks/states.ts'
import { StateBadge } from '../ui/StateBadge.tsx'

/** The worst that is true of a server; what else is true stands in the tooltip. */
export function ServerStatus({ server }: { server: Server }) {
  const [first, ...others] = serverStates(server, useNow())
  if (first === undefined) return null
  // Most have nothing more to say, and do without the tooltip's machinery.
  if (others.length === 0) return <StateBadge look={states.server[first]} />
  const also = `Also ${listWords(others.map((one) => states.server[one].word.toLowerCase()))}.`
  return (
    <Tooltip label={also}>
      <span>
        <StateBadge look={states.server[first]} />
        <span className="bs-hidden">. {also}</span>
      </span>
    </Tooltip>
  )
}

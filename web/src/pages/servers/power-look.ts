import type { Server } from '../../api/server-types.ts'
import { isMachine } from '../../lib/provider-facts.ts'
import { type StateLook, states } from '../../ui/marks/states.ts'

const looks: Partial<Record<Server['status'], StateLook>> = states.power

/** Whether a server runs, as its provider says; null where that is not known, or the status of its backups says it already. */
export function powerLook(server: Server): StateLook | null {
  if (isMachine(server) || server.missing_since !== null) return null
  return looks[server.status] ?? null
}

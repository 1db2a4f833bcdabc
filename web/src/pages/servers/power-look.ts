import type { Server } from '../../api/server-types.ts'
import { isMachine } from '../../lib/provider-facts.ts'
import type { StateLook } from '../../ui/marks/states.ts'

const calm = { mark_tone: 'off', text: 'ink-2', trouble: false } as const
const looks: Partial<Record<Server['status'], StateLook>> = {
  running: { word: 'Running', mark: 'disc', mark_tone: 'good', text: 'ink', trouble: false },
  stopped: { word: 'Stopped', mark: 'ring', ...calm },
  provisioning: { word: 'Being made', mark: 'square', ...calm },
  error: { word: 'In error', mark: 'cross', mark_tone: 'bad', text: 'bad', trouble: true },
}

/** Whether a server runs, as its provider says; null where that is not known, or the status of its backups says it already. */
export function powerLook(server: Server): StateLook | null {
  if (isMachine(server) || server.missing_since !== null) return null
  return looks[server.status] ?? null
}

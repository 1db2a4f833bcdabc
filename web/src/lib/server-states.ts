import type { Server } from '../api/server-types.ts'
import { serverTroubleOrder } from '../ui/marks/states.ts'

export type ServerState = (typeof serverTroubleOrder)[number]

const dayMs = 86_400_000

/** Everything that is true of a server now, the worst first. The first one is its status; there is always one. */
export function serverStates(server: Server, now: Date): ServerState[] {
  const { protections } = server
  const inPhase = (phase: Server['protections'][number]['phase']) => protections.some((one) => one.phase === phase)
  const is: Record<ServerState, boolean> = {
    missing: server.missing_since !== null,
    missed: server.rpo_status === 'missed',
    failed: inPhase('failed'),
    drill_failed: server.drill_status === 'failed',
    drifted: protections.some((one) => one.drift),
    needs_operator: inPhase('needs_operator'),
    at_risk: server.rpo_status === 'at_risk',
    enabling: inPhase('enabling'),
    disabling: inPhase('disabling'),
    first_due: isFirstDue(server, now),
    paused: inPhase('paused'),
    protected: false,
    unprotected: false,
  }
  const found = serverTroubleOrder.filter((state) => is[state])
  if (found.length > 0) return found
  return [server.backups_enabled ? 'protected' : 'unprotected']
}

/** Those that `serverTrouble` has a sentence for. */
const troubles: readonly ServerState[] = [
  'missing',
  'missed',
  'failed',
  'drill_failed',
  'drifted',
  'needs_operator',
  'paused',
]

/** Whether there is something to say of it besides its state. */
export function isTroubled(server: Server, now: Date): boolean {
  return serverStates(server, now).some((state) => troubles.includes(state))
}

/** On, nothing to restore yet, and the first backup not late. */
function isFirstDue(server: Server, now: Date): boolean {
  if (!server.backups_enabled || server.last_backup_at !== null || server.backups_enabled_at === null) return false
  if (server.protections.some((one) => one.desired_state === 'off')) return false
  const due = server.native.schedule?.every === 'week' ? 8 * dayMs : 2 * dayMs
  return now.getTime() - new Date(server.backups_enabled_at).getTime() < due
}

import type { ServerPlace } from '../../../src/protections/schema.ts'
import type { Method, Server } from '../api/server-types.ts'
import type { Role } from '../api/types.ts'
import { isOffThoughWanted, isUnderWay, waitsForAgent } from './method-turn.ts'
import { isMachine, providerLabel } from './provider-facts.ts'
import { reaches, viewerWhy } from './roles.ts'

/** What can be done about a server's backups now. `why` says why nothing can; then the buttons are there and do nothing. */
export type BackupAction = { why: string | null } & (
  | { kind: 'busy'; word: 'enabling' | 'disabling' }
  | {
      kind: 'enable'
      /** Off although wanted. They are switched on again, or left so, which needs no place. */
      again: readonly Method[]
      place: ServerPlace | null
      /** Why they cannot be switched on. */
      whyNotOn: string | null
      /** The way out is another plan or more places. */
      plans: boolean
    }
  /** Off until an agent is there. They can be left off, which needs nothing but the wish. */
  | { kind: 'waiting'; methods: readonly Method[] }
  | {
      kind: 'enabled'
      /** On although not wanted: switched on elsewhere, or an operator has still to cancel it. */
      unwanted: 'drift' | 'cancelling' | null
    }
)

type Input = {
  server: Server
  /** The one it would take, as the API answers; undefined while it is not known. */
  place: ServerPlace | undefined
  role: Role | 'operator'
}

export function backupAction({ server, place: known, role }: Input): BackupAction {
  const place = known ?? null
  const moving = server.protections.find(isUnderWay)
  const why = whyNotToggle(server, role)
  if (moving) return { kind: 'busy', word: moving.phase === 'enabling' ? 'enabling' : 'disabling', why }
  const wanted = server.protections.some((one) => one.desired_state === 'on')
  const waits = server.protections.some((one) => one.phase === 'needs_operator')
  if (server.backups_enabled) {
    const unwanted = wanted ? null : waits ? 'cancelling' : 'drift'
    return { kind: 'enabled', unwanted, why }
  }
  const again = server.protections.filter(isOffThoughWanted).map(({ method }) => method)
  const methods = server.protections.filter(waitsForAgent).map(({ method }) => method)
  if (methods.length > 0 && again.length === 0) return { kind: 'waiting', methods, why }
  const whyNotPlace = waits
    ? 'An operator has to look first.'
    : place && !place.otherwise
      ? whyNoPlace(place, providerLabel(server.provider))
      : null
  return {
    kind: 'enable',
    again,
    place,
    why,
    whyNotOn: why ?? whyNotPlace,
    plans: why === null && !waits && whyNotPlace !== null,
  }
}

function whyNotToggle(server: Server, role: Role | 'operator'): string | null {
  if (server.missing_since !== null) return `${providerLabel(server.provider)} does not list this server.`
  if (server.provider_ref === null && !isMachine(server)) return 'The server is still being made.'
  if (!reaches(role, 'manager')) return viewerWhy
  return null
}

/** Why backups cannot be switched on within what is paid, in the few words that fit beside a button. */
function whyNoPlace({ kind, method }: ServerPlace, label: string): string | null {
  switch (kind) {
    case 'free':
      return null
    case 'no_subscription':
      return 'No backup subscription yet.'
    case 'unfit':
      return method === 'native' ? `Backups of ${label} do not fit your plans.` : 'Your plans keep less.'
    case 'not_covered':
      return 'Not covered by your plans.'
    case 'taken':
      return 'All places that fit are in use.'
  }
}

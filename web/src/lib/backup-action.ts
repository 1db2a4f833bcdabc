import type { EntitledPlan } from '../api/billing-types.ts'
import type { ProviderSummary } from '../api/provider-types.ts'
import type { Server } from '../api/server-types.ts'
import type { Role } from '../api/types.ts'
import { type Place, placeFor } from './place-for.ts'
import { isMachine, providerLabel } from './provider-facts.ts'
import { reaches } from './roles.ts'

/** What can be done about a server's backups now. `why` says why not; then the button is there and does nothing. */
export type BackupAction =
  | { kind: 'busy'; word: 'enabling' | 'disabling' }
  | {
      kind: 'enable'
      /** Off although wanted: switched off elsewhere, or the first backup failed. It can be left so. */
      again: boolean
      place: Place | null
      why: string | null
      /** The way out is another plan or more places. */
      plans: boolean
    }
  | {
      kind: 'enabled'
      /** On although not wanted: switched on elsewhere, or an operator has still to cancel it. */
      unwanted: 'drift' | 'cancelling' | null
      why: string | null
    }

type Input = {
  server: Server
  /** Undefined while it is not known. */
  plans: readonly EntitledPlan[] | undefined
  role: Role | 'operator'
  /** Undefined while it is not known. */
  provider?: ProviderSummary | undefined
}

export function backupAction({ server, plans, role, provider }: Input): BackupAction {
  const moving = server.protections.find((one) => one.phase === 'enabling' || one.phase === 'disabling')
  if (moving) return { kind: 'busy', word: moving.phase === 'enabling' ? 'enabling' : 'disabling' }
  const wanted = server.protections.some((one) => one.desired_state === 'on')
  const waits = server.protections.some((one) => one.phase === 'needs_operator')
  const whyNot = whyNotToggle(server, role)
  if (server.backups_enabled) {
    const unwanted = wanted ? null : waits ? 'cancelling' : 'drift'
    return { kind: 'enabled', unwanted, why: whyNot }
  }
  const place = plans ? placeFor(server, plans, provider) : null
  const whyNotPlace = waits ? 'An operator has to look first.' : place ? whyNoPlace(place) : null
  return {
    kind: 'enable',
    again: wanted && server.protections.some((one) => one.drift || one.phase === 'failed'),
    place,
    why: whyNot ?? whyNotPlace,
    plans: whyNot === null && !waits && whyNotPlace !== null,
  }
}

function whyNotToggle(server: Server, role: Role | 'operator'): string | null {
  if (server.missing_since !== null) return `${providerLabel(server.provider)} does not list this server.`
  if (server.provider_ref === null && !isMachine(server)) return 'The server is still being made.'
  if (!reaches(role, 'manager')) return 'You are viewer here. Ask an owner or a manager.'
  return null
}

/** Why backups cannot be switched on within what is paid, in the few words that fit beside a button. */
function whyNoPlace(place: Place): string | null {
  if (place.kind === 'free') return null
  if (place.kind === 'no_subscription') return 'No backup subscription yet.'
  if (place.kind === 'too_long') return `${place.label} keeps at most ${place.keeps} days; your plans promise more.`
  return place.kind === 'not_covered'
    ? 'Not covered by your plans.'
    : place.unfit
      ? 'All places that fit are in use.'
      : 'All places are in use.'
}

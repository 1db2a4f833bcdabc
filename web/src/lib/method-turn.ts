import type { Server, ServerProtection } from '../api/server-types.ts'

/**
 * What can be done with one method by itself. `again`: off although wanted; it is switched on again, or left so. `unwanted`: on although
 * nobody wants it; it is kept, or switched off. `off`: it is switched off while others go on. Null: nothing, or only with all others.
 */
export type MethodTurn = 'again' | 'unwanted' | 'off' | null

/** Off although wanted: switched off elsewhere, or its first backup failed. */
export function isOffThoughWanted({ desired_state, observed_state, drift, phase }: ServerProtection): boolean {
  return desired_state === 'on' && observed_state === 'off' && (drift || phase === 'failed')
}

/** Wanted, and waiting for its agent, perhaps for ever: nothing is under way, and it can be left off at any time. */
export function waitsForAgent({ phase, reason }: ServerProtection): boolean {
  return phase === 'enabling' && reason?.code === 'agent_missing'
}

/** On its way to on or off, of which the end is awaited. */
export function isUnderWay(protection: ServerProtection): boolean {
  return (protection.phase === 'enabling' && !waitsForAgent(protection)) || protection.phase === 'disabling'
}

/** Backups are on, or would be as soon as an agent is there: there is something to switch off. */
export function hasToSwitchOff({
  backups_enabled,
  protections,
}: Pick<Server, 'backups_enabled' | 'protections'>): boolean {
  return backups_enabled || protections.some(waitsForAgent)
}

/** Switched on and so, or on its way there. */
export function isWanted(protection: ServerProtection): boolean {
  return protection.desired_state === 'on' && !isOffThoughWanted(protection)
}

export function methodTurn(
  { protections }: Pick<Server, 'protections'>,
  method: ServerProtection['method'],
): MethodTurn {
  const own = protections.find((one) => one.method === method)
  if (own === undefined) return null
  if (isOffThoughWanted(own)) return 'again'
  if (own.desired_state === 'off')
    return own.observed_state === 'on' && (own.phase === 'idle' || own.phase === 'failed') ? 'unwanted' : null
  if (isUnderWay(own)) return null
  if (own.phase === 'needs_operator') return null
  const others = protections.filter((one) => one !== own)
  return others.some((one) => one.desired_state === 'on' || one.observed_state === 'on') ? 'off' : null
}

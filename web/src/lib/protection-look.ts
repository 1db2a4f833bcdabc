import type { ServerProtection } from '../api/server-types.ts'
import { type StateLook, states } from '../ui/marks/states.ts'

/** How a method of protection stands, in one word: what goes on first, then drift, then what was seen. */
export function protectionLook(protection: Pick<ServerProtection, 'phase' | 'drift' | 'observed_state'>): StateLook {
  if (protection.phase !== 'idle') return states.protection[protection.phase]
  if (protection.drift) return states.server.drifted
  return states.protection[protection.observed_state]
}

import type { Agent } from '../../../src/agents/schema.ts'
import { type StateLook, states } from '../ui/marks/states.ts'

// A lost lease is a minute; the last sighting is exact to the minute only, and a poll takes half of one.
const silentAfterMs = 4 * 60_000

/** How an agent stands, in the one word that says most. */
export function agentLook(
  agent: Pick<Agent, 'connected' | 'paused' | 'trouble' | 'revoked_at' | 'last_seen_at'> | null,
  now: Date,
): StateLook {
  if (agent === null) return states.agent.not_installed
  if (agent.revoked_at !== null) return states.agent.revoked
  if (agent.connected && agent.paused) return states.agent.paused
  if (agent.connected) return agent.trouble === null ? states.agent.connected : states.agent.troubled
  const silentMs = now.getTime() - new Date(agent.last_seen_at).getTime()
  return silentMs < silentAfterMs ? states.agent.late : states.agent.silent
}

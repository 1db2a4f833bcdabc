import type { Services } from '../context.ts'
import { findAgentOfServer } from './queries.ts'
import type { Agent } from './schema.ts'
import { toAgent } from './to-agent.ts'

/** The agent that a server has now, connected or not; null when it has none. For verbs that found the server in scope. */
export const agentOf = async (services: Services, input: { server_id: string }): Promise<Agent | null> => {
  const row = await findAgentOfServer(services.db, input.server_id)
  return row === undefined ? null : toAgent(services, row)
}

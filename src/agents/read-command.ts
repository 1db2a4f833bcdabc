import { Finish, Orders } from '../agent-protocol/messages.ts'
import type { Services } from '../context.ts'
import { findCommand } from './command-queries.ts'

export type AgentCommand = {
  run_id: string
  server_id: string
  repository_id: string
  orders: Orders
  state: 'waiting' | 'taken' | 'ended'
  /** The one of its last try: what was written under it belongs to the run. */
  credential_id: string | null
  /** Null until the agent reported the end, and after `endCommand`. */
  result: Finish | null
}

/** The command of a run with what its agent reported at the end; null when there is none. For the system's own work. */
export const readCommand = async (services: Services, input: { run_id: string }): Promise<AgentCommand | null> => {
  const row = await findCommand(services.db, input.run_id)
  if (row === undefined) return null
  const { run_id, server_id, repository_id, state, credential_id } = row
  const result = row.result === null ? null : Finish.parse(row.result)
  return { run_id, server_id, repository_id, orders: Orders.parse(row.orders), state, credential_id, result }
}

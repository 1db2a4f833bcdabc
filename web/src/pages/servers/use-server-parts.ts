import { useAgents } from '../../api/agents.ts'
import { useProtections } from '../../api/protections.ts'
import { useRepositories } from '../../api/storage.ts'

/** What the page of a server shows besides the server itself. */
export function useServerParts(serverId: string) {
  const protections = useProtections(serverId)
  const agents = useAgents({ server_id: serverId })
  const repositories = useRepositories({ server_id: serverId })
  return {
    protections: protections.data,
    files: protections.data?.find((one) => one.method === 'files'),
    snapshot: protections.data?.find((one) => one.method === 'snapshot'),
    /** Undefined while it is not known. */
    agent: agents.rows === undefined ? undefined : (agents.rows[0] ?? null),
    repository: repositories.rows?.[0],
  }
}

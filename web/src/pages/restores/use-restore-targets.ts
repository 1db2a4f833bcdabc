import type { Agent } from '../../../../src/agents/schema.ts'
import { useAgents } from '../../api/agents.ts'
import { useProtections } from '../../api/protections.ts'
import { useRestores } from '../../api/restores.ts'
import type { Server } from '../../api/server-types.ts'

/** Where the files of a server may go: itself and the servers of its organization that have an agent. */
export function useRestoreTargets(server: Server, targetId: string) {
  const agents = useAgents({ organization_id: server.organization_id })
  const restores = useRestores({ server_id: targetId })
  const protections = useProtections(targetId)
  const agentOf = (id: string): Agent | null | undefined =>
    agents.rows?.find((agent) => agent.server_id === id) ??
    (agents.rows === undefined || agents.hasMore ? undefined : null)
  const files = protections.data?.find((one) => one.method === 'files')
  return {
    agentOf,
    others: (agents.rows ?? []).filter((agent) => agent.server_id !== server.id),
    nameOf: (id: string) =>
      id === server.id ? server.name : (agents.rows?.find((agent) => agent.server_id === id)?.server_name ?? id),
    /** Another restore to the target is under way; undefined while it is not known. */
    busy: restores.rows?.some((one) => one.status === 'in_progress' && one.target_server_id === targetId),
    /** The target's files are backed up now, so that there can be a way back; undefined while it is not known. */
    backsUp: protections.data && files?.desired_state === 'on' && files.phase !== 'paused',
  }
}

export type RestoreTargets = ReturnType<typeof useRestoreTargets>

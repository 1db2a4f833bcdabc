import { useMemo } from 'react'
import { useEntitlement } from '../api/entitlement.ts'
import { usePlans } from '../api/plans.ts'
import { useProviders } from '../api/providers.ts'
import type { Run } from '../api/run-types.ts'
import { useRuns } from '../api/runs.ts'

/** What one has to know about an organization to say what can be done with its servers. */
export function useOrganizationFacts(organizationId: string) {
  const entitlement = useEntitlement(organizationId, organizationId !== '')
  const plans = usePlans()
  const providers = useProviders()
  return { entitled: entitlement.data?.plans, plans: plans.rows ?? [], providers: providers.data ?? [] }
}

export type OrganizationFacts = ReturnType<typeof useOrganizationFacts>

/** What is under way in an organization, by server; asked of the server, so that a reload loses none of it. */
export function useRunsByServer(organizationId: string): ReadonlyMap<string, Run> {
  const running = useRuns({ organization_id: organizationId, state: 'running' }, { limit: 100 })
  const queued = useRuns({ organization_id: organizationId, state: 'queued' }, { limit: 100 })
  return useMemo(() => {
    const byServer = new Map<string, Run>()
    // Newest first: what was started last is what one waits for.
    for (const run of [...(running.rows ?? []), ...(queued.rows ?? [])])
      if (run.server_id !== null && !byServer.has(run.server_id)) byServer.set(run.server_id, run)
    return byServer
  }, [running.rows, queued.rows])
}

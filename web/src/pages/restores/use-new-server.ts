import type { RecoveryPoint } from '../../../../src/recovery-points/schema.ts'
import { ApiError } from '../../api/api-error.ts'
import type { ProviderSummary } from '../../api/provider-types.ts'
import { useNewServerChoices } from '../../api/restores.ts'
import type { Server } from '../../api/server-types.ts'
import { whyNoNewServer } from '../../lib/new-server.ts'
import { operatorWords } from '../../lib/operator-words.ts'
import { useWhyNotAct } from '../../shell/use-why-not-act.ts'
import { useViewer } from '../../shell/viewer.ts'

const refusals = ['method_unavailable', 'forbidden', 'recovery_point_gone']

/** Whether an image can become a new server, and what of; its provider is asked once that is wanted. */
export function useNewServer(
  { server, point, provider }: { server: Server; point: RecoveryPoint; provider: ProviderSummary | undefined },
  wanted: boolean,
) {
  const viewer = useViewer()
  const may = useWhyNotAct() === null
  const known = whyNoNewServer(
    { server, point, ...(provider ? { provider } : {}) },
    { may, host: operatorWords(viewer.me.installation.name) },
  )
  // Read here, all that is told: the step that shows it may be loaded later than it comes, and what nobody has read renews no page.
  const { data, error, isFetching, refetch } = useNewServerChoices(
    point.id,
    wanted && known === null && provider !== undefined,
  )
  return {
    choices: { data, error, isFetching, refetch },
    /** A refusal that stays; an outage is said where one can try again. */
    whyNot: known ?? (error instanceof ApiError && refusals.includes(error.code) ? error.message : null),
  }
}

export type NewServerFacts = ReturnType<typeof useNewServer>

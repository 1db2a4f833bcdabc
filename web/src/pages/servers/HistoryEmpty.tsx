import type { ProviderSummary } from '../../api/provider-types.ts'
import { useRuns } from '../../api/runs.ts'
import type { Server } from '../../api/server-types.ts'
import { formatTime } from '../../format/format-time.ts'
import { useNow } from '../../lib/use-now.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'

type Props = {
  server: Server
  /** Of the server, as far as it is known. */
  provider: ProviderSummary | undefined
  filtered: boolean
  nextRunAt: string | null
  mayBackUp: boolean
  onBackUp: () => void
  onClear: () => void
}

/** No backups: when the first one comes, or how. */
export function HistoryEmpty({ server, provider, filtered, nextRunAt, mayBackUp, onBackUp, onClear }: Props) {
  const now = useNow()
  const isTaking = useBackupUnderWay(server.id)
  if (filtered)
    return (
      <EmptyState
        title="No backup matches these filters"
        action={<ActionButton onClick={onClear}>Clear the filters</ActionButton>}
      >
        Others are there; the timeline above shows them all.
      </EmptyState>
    )
  const wanted = server.protections.some((one) => one.desired_state === 'on')
  const isListed = provider?.native?.can_list !== false || server.native.state !== 'on'
  if (!wanted && isListed)
    return (
      <EmptyState strip title="No backups yet">
        Nothing backs up {server.name}. Enable backups, and the first one follows.
      </EmptyState>
    )
  if (isTaking)
    return (
      <EmptyState strip title="No backups yet">
        The first one is being taken now; how far it is stands above.
      </EmptyState>
    )
  // Others may be wanted beside them, which then have a time. The rest stands below.
  if (nextRunAt === null && !isListed && provider)
    return (
      <EmptyState strip title="Not listed here">
        {provider.label} shows them in its panel.
      </EmptyState>
    )
  return (
    <EmptyState
      strip
      title="No backups yet"
      action={mayBackUp && <ActionButton onClick={onBackUp}>Back up now</ActionButton>}
    >
      {nextRunAt
        ? `The first one is due ${formatTime(nextRunAt, { now })}.${mayBackUp ? ' You can also take one now.' : ''}`
        : 'The first one is taken by the provider, mostly within a day.'}
    </EmptyState>
  )
}

/** The same questions as those of the runs above, so that nothing more is asked. */
function useBackupUnderWay(server_id: string): boolean {
  const running = useRuns({ server_id, state: 'running' }, { limit: 20 }).rows ?? []
  const queued = useRuns({ server_id, state: 'queued' }, { limit: 20 }).rows ?? []
  return [...running, ...queued].some(({ kind }) => kind === 'backup')
}

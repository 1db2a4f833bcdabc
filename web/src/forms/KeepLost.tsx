import type { ProviderSummary } from '../api/provider-types.ts'
import { useKeepImage } from '../api/recovery-points.ts'
import { useRun } from '../api/runs.ts'
import type { Server } from '../api/server-types.ts'
import { operatorWords } from '../lib/operator-words.ts'
import { reaches } from '../lib/roles.ts'
import { whyNoKeep } from '../lib/why-no-keep.ts'
import { roleOf, useViewer } from '../shell/viewer.ts'
import { ActionButton } from '../ui/ActionButton.tsx'

type Props = { point_id: string; server: Server; provider: ProviderSummary | undefined }

/** Before backups are switched off: keeps one of those that would go. Nothing where nobody here can. */
export function KeepLost({ point_id, server, provider }: Props) {
  const viewer = useViewer()
  const keep = useKeepImage()
  const run = useRun(keep.data?.run_id ?? null)
  const why = whyNoKeep(
    { server, point: { method: 'native' }, provider },
    { may: viewer.me.operator || reaches(roleOf(viewer), 'manager'), host: operatorWords(viewer.me.installation.name) },
  )
  if (why !== null) return null
  const { error, outcome } = run.data ?? { error: null, outcome: null }
  if (keep.error || error) return <span role="status">not kept: {(keep.error ?? error)?.message}</span>
  if (outcome === 'succeeded') return <span role="status">stays, as a snapshot</span>
  if (keep.data) return <span role="status">is becoming a snapshot…</span>
  return (
    <ActionButton size="xs" loading={keep.isPending} onClick={() => keep.mutate(point_id)}>
      Keep as a snapshot
    </ActionButton>
  )
}

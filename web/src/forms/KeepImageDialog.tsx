import type { ProviderSummary } from '../api/provider-types.ts'
import { useKeepImage, useRecoveryPoint } from '../api/recovery-points.ts'
import type { Server } from '../api/server-types.ts'
import { formatBytes } from '../format/format-bytes.ts'
import { formatTime } from '../format/format-time.ts'
import { deletedBy } from '../lib/deleted-by.ts'
import { operatorWords } from '../lib/operator-words.ts'
import { providerLabel } from '../lib/provider-facts.ts'
import { reaches } from '../lib/roles.ts'
import { useNow } from '../lib/use-now.ts'
import { useOnOpen } from '../lib/use-on-open.ts'
import { whyNoKeep } from '../lib/why-no-keep.ts'
import { roleOf, useViewer } from '../shell/viewer.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { DialogActions } from '../ui/DialogActions.tsx'
import { showToast } from '../ui/toast/show-toast.ts'
import { aboutServer } from './about-server.ts'
import { Refusal } from './Refusal.tsx'

type Props = {
  /** Which backup; null while the dialog is closed. */
  point_id: string | null
  server: Server
  provider: ProviderSummary | undefined
  onClose: () => void
}

/** Has the provider turn one of its own backups into a snapshot, which stays and costs by the GB. */
export function KeepImageDialog({ point_id, server, provider, onClose }: Props) {
  const now = useNow()
  const viewer = useViewer()
  const keep = useKeepImage()
  const point = useRecoveryPoint(point_id).data
  const open = point_id !== null && point !== undefined
  useOnOpen(open, () => keep.reset())
  if (point === undefined) return null
  const label = providerLabel(server.provider, provider ? [provider] : undefined)
  const why = whyNoKeep(
    { server, point, provider },
    {
      may: viewer.me.operator || reaches(roleOf(viewer), 'manager'),
      host: operatorWords(viewer.me.installation.name),
    },
  )
  const send = () => {
    if (why !== null) return
    keep.mutate(point.id, {
      onSuccess: () => {
        showToast({ title: 'Being kept.', message: `${label} turns it into a snapshot; its progress stands above.` })
        onClose()
      },
    })
  }
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={`Keep the backup of ${formatTime(point.taken_at, { now })}`}
      about={aboutServer(server)}
      consequence={why ?? 'Nothing on the server changes.'}
      onSubmit={send}
      actions={
        <DialogActions onClose={onClose} focused loading={keep.isPending} disabled={why !== null}>
          Keep as a snapshot
        </DialogActions>
      }
    >
      <p>
        {deletedBy(point, label, now) ?? 'It has no end'} as things are. As a snapshot it stays until somebody deletes
        it at {label}; Backstay never does.
      </p>
      <p>
        {label} bills snapshots by the GB for as long as they are there
        {point.size_bytes === null ? '.' : `; this one holds ${formatBytes(point.size_bytes)}.`}
      </p>
      <Refusal title="Not kept." error={keep.error} />
    </Dialog>
  )
}

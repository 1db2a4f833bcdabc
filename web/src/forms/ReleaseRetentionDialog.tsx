import type { Protection } from '../../../src/protections/schema.ts'
import { useReleaseRetention } from '../api/protections.ts'
import type { Server } from '../api/server-types.ts'
import { useOnOpen } from '../lib/use-on-open.ts'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { showToast } from '../ui/toast/show-toast.ts'
import styles from './FilesForm.module.css'
import { RetentionOutlook } from './RetentionOutlook.tsx'

type Props = { open: boolean; server: Server; protection: Protection; onClose: () => void }

/** Lets retention go on although nothing succeeded for long: what goes then stands there first. */
export function ReleaseRetentionDialog({ open, server, protection, onClose }: Props) {
  const release = useReleaseRetention()
  const { method } = protection
  useOnOpen(open, () => release.reset())
  const confirm = () =>
    release.mutate(
      { server_id: server.id, method },
      {
        onSuccess: () => {
          showToast({ title: 'Released.', message: `Retention of ${server.name} goes on.` })
          onClose()
        },
      },
    )
  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      title={`Release the retention of ${server.name}`}
      about={method === 'files' ? 'Backups of files' : 'Snapshots'}
      verb="Release retention"
      consequence="The last good backup always stays."
      busy={release.isPending}
      error={release.error}
      onConfirm={confirm}
    >
      <p>
        It stands still because nothing succeeded lately, so that nothing is lost while somebody mends that. Released,
        it deletes again what its rules let go.
      </p>
      {method !== 'native' && (
        <div className={styles.apart}>
          <RetentionOutlook
            releasing
            serverId={server.id}
            method={method}
            rules={protection.retention}
            schedule={protection.schedule}
          />
        </div>
      )}
    </ConfirmDialog>
  )
}

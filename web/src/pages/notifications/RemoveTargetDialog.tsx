import type { NotificationTarget } from '../../../../src/notifications/schema.ts'
import { useRemoveNotificationTarget } from '../../api/notifications.ts'
import { useKept } from '../../lib/use-kept.ts'
import { useOnOpen } from '../../lib/use-on-open.ts'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { showToast } from '../../ui/toast/show-toast.ts'

/** Removes a target with what waits for it. */
export function RemoveTargetDialog({ target, onClose }: { target: NotificationTarget | null; onClose: () => void }) {
  const kept = useKept(target)
  const remove = useRemoveNotificationTarget()
  useOnOpen(target !== null, () => remove.reset())
  if (!kept) return null
  const confirm = () =>
    remove.mutate(kept.id, {
      onSuccess: () => {
        showToast({ title: 'Removed.', message: `${kept.name} is told nothing any more.` })
        onClose()
      },
    })
  return (
    <ConfirmDialog
      open={target !== null}
      onClose={onClose}
      title={`Remove ${kept.name}`}
      about={kept.shown_address}
      verb="Remove the target"
      consequence="This cannot be taken back."
      busy={remove.isPending}
      error={remove.error}
      onConfirm={confirm}
    >
      <p>It is told nothing from now on, and the list of what was sent there goes with it.</p>
    </ConfirmDialog>
  )
}

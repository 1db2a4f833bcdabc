import { useRevokeInvitation } from '../api/invitations.ts'
import type { Invitation } from '../api/types.ts'
import { useKept } from '../lib/use-kept.ts'
import { useOnOpen } from '../lib/use-on-open.ts'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { showToast } from '../ui/toast/show-toast.ts'

/** Makes an invitation's link stop working. */
export function RevokeInvitationDialog({
  invitation,
  onClose,
}: {
  invitation: Invitation | null
  onClose: () => void
}) {
  const kept = useKept(invitation)
  const revoke = useRevokeInvitation()
  useOnOpen(invitation !== null, () => revoke.reset())
  if (!kept) return null
  const confirm = () =>
    revoke.mutate(kept, {
      onSuccess: () => {
        showToast({ title: 'Invitation revoked.', message: `The link of ${kept.email} no longer works.` })
        onClose()
      },
    })
  return (
    <ConfirmDialog
      open={invitation !== null}
      onClose={onClose}
      title="Revoke the invitation"
      about={`${kept.email}, as ${kept.role}`}
      verb="Revoke the invitation"
      busy={revoke.isPending}
      error={revoke.error}
      onConfirm={confirm}
    >
      <p>The link stops working at once. You can invite {kept.email} again at any time; that makes a new link.</p>
    </ConfirmDialog>
  )
}

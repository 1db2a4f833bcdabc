import { useRemoveMember } from '../api/members.ts'
import type { Member } from '../api/types.ts'
import { useKept } from '../lib/use-kept.ts'
import { useOnOpen } from '../lib/use-on-open.ts'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { showToast } from '../ui/toast/show-toast.ts'

type Props = {
  member: Member | null
  organizationName: string
  /** The member is the one who looks at the page: leaving, not removing. */
  self: boolean
  onClose: () => void
  onDone?: () => void
}

/** Takes somebody out of an organization, or oneself. */
export function RemoveMemberDialog({ member, organizationName, self, onClose, onDone }: Props) {
  const kept = useKept(member)
  const remove = useRemoveMember()
  useOnOpen(member !== null, () => remove.reset())
  if (!kept) return null
  const confirm = () =>
    remove.mutate(kept, {
      onSuccess: () => {
        showToast(
          self
            ? { title: 'You left.', message: `${organizationName} is no longer yours to see.` }
            : { title: 'Removed.', message: `${kept.name} is out of ${organizationName}.` },
        )
        onClose()
        onDone?.()
      },
    })
  return (
    <ConfirmDialog
      open={member !== null}
      onClose={onClose}
      title={self ? `Leave ${organizationName}` : `Remove ${kept.name}`}
      about={
        self ? 'You can come back only by a new invitation.' : `${kept.email}, ${kept.role} of ${organizationName}`
      }
      verb={self ? 'Leave' : `Remove ${kept.name}`}
      busy={remove.isPending}
      error={remove.error}
      consequence="Servers and their backups go on unchanged."
      onConfirm={confirm}
    >
      <p>
        {self ? 'You lose' : `${kept.name} loses`} access to {organizationName} at once. API keys{' '}
        {self ? 'you' : 'they'} made here stop working; what uses them needs a new key. Open invitations{' '}
        {self ? 'you' : 'they'} made here are revoked. What {self ? 'you' : 'they'} did stays in the activity.
      </p>
    </ConfirmDialog>
  )
}

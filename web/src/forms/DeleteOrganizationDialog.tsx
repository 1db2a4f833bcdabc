import { Button } from '@mantine/core'
import { useDeleteOrganization } from '../api/organizations.ts'
import type { Organization } from '../api/types.ts'
import { formatPlural } from '../format/format-plural.ts'
import { useKept } from '../lib/use-kept.ts'
import { useOnOpen } from '../lib/use-on-open.ts'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { showToast } from '../ui/toast/show-toast.ts'

type Props = { organization: Organization | null; onClose: () => void; onDone?: () => void }

/** Deletes a customer, with its name typed. The house organization explains why it stays. */
export function DeleteOrganizationDialog({ organization, onClose, onDone }: Props) {
  const kept = useKept(organization)
  const remove = useDeleteOrganization(kept?.id ?? '')
  useOnOpen(organization !== null, () => remove.reset())
  if (!kept) return null
  if (kept.house) {
    return (
      <Dialog
        open={organization !== null}
        onClose={onClose}
        title={`${kept.name} stays`}
        about={kept.id}
        actions={<Button onClick={onClose}>Close</Button>}
      >
        <p>
          This is the house organization: it holds servers that belong to no customer yet, and there is always one. You
          can rename it. To empty it, give its servers to customers.
        </p>
      </Dialog>
    )
  }
  const confirm = () =>
    remove.mutate(undefined, {
      onSuccess: () => {
        showToast({ title: 'Deleted.', message: `${kept.name} is gone; what happened stays in the activity.` })
        onClose()
        onDone?.()
      },
    })
  return (
    <ConfirmDialog
      open={organization !== null}
      onClose={onClose}
      title={`Delete ${kept.name}`}
      about={kept.id}
      verb={`Delete ${kept.name}`}
      typedName={kept.name}
      consequence="This cannot be taken back."
      busy={remove.isPending}
      error={remove.error}
      onConfirm={confirm}
    >
      <p>What goes at once:</p>
      <ul>
        <li>
          {kept.member_count === 0
            ? 'no access, because it has no members'
            : `the access of ${formatPlural(kept.member_count, 'member')}; the accounts stay`}
        </li>
        <li>its open invitations; their links stop working</li>
        <li>its API keys; what uses them is refused</li>
      </ul>
      <p>What stays: the activity of {kept.name}, for you to read.</p>
    </ConfirmDialog>
  )
}

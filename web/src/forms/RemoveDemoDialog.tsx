import type { Demo } from '../../../src/demo/schema.ts'
import { useRemoveDemo } from '../api/demo.ts'
import { formatPlural } from '../format/format-plural.ts'
import { useKept } from '../lib/use-kept.ts'
import { useOnOpen } from '../lib/use-on-open.ts'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { showToast } from '../ui/toast/show-toast.ts'

type Props = { open: boolean; demo: Demo | undefined; onClose: () => void }

/** Takes the demo away for good, once a person has read what goes. */
export function RemoveDemoDialog({ open, demo, onClose }: Props) {
  // While it fades out it still says what it said: by then nothing of the demo is left to count.
  const kept = useKept(open && demo?.present ? demo : null)
  const remove = useRemoveDemo()
  useOnOpen(open, () => remove.reset())
  if (!kept) return null
  const confirm = () =>
    remove.mutate(undefined, {
      onSuccess: () => {
        showToast({ title: 'Removed.', message: 'The demo data is gone, and nothing else was changed.' })
        onClose()
      },
    })
  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      title="Remove the demo data"
      verb="Remove demo data"
      consequence="It does not come back."
      busy={remove.isPending}
      error={remove.error}
      onConfirm={confirm}
    >
      <p>What goes at once:</p>
      <ul>
        <li>{formatPlural(kept.organizations, 'demo customer')}, with members and subscriptions</li>
        <li>{formatPlural(kept.servers, 'demo server')}, with backups, runs and operator tasks</li>
        <li>the sandbox clouds and their provider accounts, with the storage and cost recorded of them</li>
      </ul>
      <p>What stays: everything of your own, and the activity log.</p>
    </ConfirmDialog>
  )
}

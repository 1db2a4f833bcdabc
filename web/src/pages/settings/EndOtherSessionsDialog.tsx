import type { useRevokeOtherSessions } from '../../api/sessions.ts'
import { formatPlural } from '../../format/format-plural.ts'
import { useOnOpen } from '../../lib/use-on-open.ts'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { showToast } from '../../ui/toast/show-toast.ts'

type Props = { open: boolean; count: number; end: ReturnType<typeof useRevokeOtherSessions>; onClose: () => void }

/** Ends every session but this one. */
export function EndOtherSessionsDialog({ open, count, end, onClose }: Props) {
  useOnOpen(open, () => end.reset())
  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      title="Sign out everywhere else"
      about="This session stays."
      verb={`End ${formatPlural(count, 'session')}`}
      consequence="API keys go on working."
      busy={end.isPending}
      error={end.error}
      onConfirm={() =>
        end.mutate(undefined, {
          onSuccess: () => {
            showToast({ title: 'Signed out everywhere else.', message: 'Only this session is left.' })
            onClose()
          },
        })
      }
    >
      <p>
        {formatPlural(count, 'other session')} {count === 1 ? 'ends' : 'end'} at once and must sign in again. If you do
        not know one of them, change your password, too.
      </p>
    </ConfirmDialog>
  )
}

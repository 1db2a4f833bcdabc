import { useRemoveOperator } from '../../api/operators.ts'
import type { Operator } from '../../api/types.ts'
import { useKept } from '../../lib/use-kept.ts'
import { useOnOpen } from '../../lib/use-on-open.ts'
import { paths } from '../../paths.ts'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { showToast } from '../../ui/toast/show-toast.ts'

type Props = { operator: Operator | null; self: boolean; onClose: () => void }

/** Takes an operator's rights away, or gives up one's own. */
export function RemoveOperatorDialog({ operator, self, onClose }: Props) {
  const kept = useKept(operator)
  const remove = useRemoveOperator()
  useOnOpen(operator !== null, () => remove.reset())
  if (!kept) return null
  const confirm = () =>
    remove.mutate(kept, {
      onSuccess: () => {
        // One's own sessions ended with it.
        if (self) return location.assign(paths.signIn())
        showToast({ title: 'Removed.', message: `${kept.name} is no longer operator.` })
        onClose()
      },
    })
  return (
    <ConfirmDialog
      open={operator !== null}
      onClose={onClose}
      title={self ? 'Step down as operator' : `Remove ${kept.name} as operator`}
      about={kept.email}
      verb={self ? 'Step down' : `Remove ${kept.name}`}
      typedName={self ? kept.email : undefined}
      busy={remove.isPending}
      error={remove.error}
      consequence={self ? 'Another operator can invite you back.' : 'An operator can invite them back.'}
      onConfirm={confirm}
    >
      <p>
        {self ? 'You are' : `${kept.name} is`} signed out everywhere and sees this installation no more. API keys{' '}
        {self ? 'you' : 'they'} made stop working at once, for customers too, and open invitations{' '}
        {self ? 'you' : 'they'} made are revoked, unless a membership covers them. Password reset links{' '}
        {self ? 'you' : 'they'} gave out stop working. Memberships in organizations stay.
      </p>
    </ConfirmDialog>
  )
}

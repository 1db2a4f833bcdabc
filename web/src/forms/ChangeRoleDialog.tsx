import { useState } from 'react'
import { useChangeRole } from '../api/members.ts'
import type { Member, Role } from '../api/types.ts'
import { reaches } from '../lib/roles.ts'
import { useKept } from '../lib/use-kept.ts'
import { useOnOpen } from '../lib/use-on-open.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { DialogActions } from '../ui/DialogActions.tsx'
import { showErrorToast } from '../ui/toast/show-error-toast.ts'
import { showToast } from '../ui/toast/show-toast.ts'
import { Refusal } from './Refusal.tsx'
import { RoleChoice } from './RoleChoice.tsx'

type Props = { member: Member | null; self: boolean; onClose: () => void }

/** Gives a member another role. */
export function ChangeRoleDialog({ member, self, onClose }: Props) {
  const kept = useKept(member)
  const change = useChangeRole()
  const [role, setRole] = useState<Role>('viewer')
  const open = member !== null
  useOnOpen(open, () => {
    if (member) setRole(member.role)
    change.reset()
  })
  if (!kept) return null
  const same = role === kept.role
  const takeBack = (before: Member) =>
    change.mutate(
      { member: before, role: before.role },
      { onError: (error) => showErrorToast(`${before.name} keeps the new role.`, error) },
    )
  const save = () => {
    if (same) return onClose()
    change.mutate(
      { member: kept, role },
      {
        onSuccess: () => {
          showToast({
            title: 'Role changed.',
            message: `${kept.name} is ${role} now.`,
            // Whoever gave up rights of their own cannot take them back.
            undo: self ? undefined : () => takeBack(kept),
          })
          onClose()
        },
      },
    )
  }
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={`Role of ${kept.name}`}
      about={kept.email}
      typed={!same}
      consequence={consequenceOf(kept.role, role, self)}
      onSubmit={save}
      actions={
        <DialogActions onClose={onClose} loading={change.isPending}>
          {same ? `Keep ${role}` : `Make ${role}`}
        </DialogActions>
      }
    >
      <RoleChoice label="Role" upTo="owner" value={role} onChange={setRole} />
      <Refusal title="The role was not changed." error={change.error} />
    </Dialog>
  )
}

function consequenceOf(from: Role, to: Role, self: boolean): string | undefined {
  if (from === to) return undefined
  if (reaches(to, from)) return 'In force with their next click.'
  const whose = self
    ? 'You give up your own rights; another owner can give them back.'
    : 'In force with their next click.'
  return `${whose} API keys and open invitations ${self ? 'you' : 'they'} made that reach above ${to} end at once.`
}

import { Button, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { fieldProblems } from '../api/field-problems.ts'
import { useInvite, useInviteOperator } from '../api/invitations.ts'
import type { NewInvitation, Role } from '../api/types.ts'
import { useOnOpen } from '../lib/use-on-open.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { DialogActions } from '../ui/DialogActions.tsx'
import { checks } from './checks.ts'
import { fieldProps } from './field-props.ts'
import { HandOver } from './HandOver.tsx'
import { Refusal } from './Refusal.tsx'
import { RoleChoice } from './RoleChoice.tsx'

type Props = {
  open: boolean
  onClose: () => void
  /** Where the person is invited to; null makes an operator. */
  organization: { id: string; name: string } | null
  /** Filled in when an earlier invitation is renewed. */
  email?: string
  role?: Role
}

/** Invites somebody: e-mail and role, then the link, shown this once. */
export function InviteDialog({ open, onClose, organization, email = '', role = 'viewer' }: Props) {
  const inviteMember = useInvite(organization?.id ?? '')
  const inviteOperator = useInviteOperator()
  const invite = organization ? inviteMember : inviteOperator
  const form = useForm({ initialValues: { email, role }, validate: { email: checks.email } })
  useOnOpen(open, () => {
    form.setValues({ email, role })
    form.resetDirty({ email, role })
    form.clearErrors()
    invite.reset()
  })
  const send = form.onSubmit((values) => {
    const onError = (error: unknown) => form.setErrors(fieldProblems(error))
    const to = values.email.trim()
    if (organization) inviteMember.mutate({ email: to, role: values.role }, { onError })
    else inviteOperator.mutate({ email: to }, { onError })
  })
  const made: NewInvitation | undefined = invite.data
  const title = organization ? `Invite to ${organization.name}` : 'Invite an operator'
  if (made) {
    return (
      <Dialog
        open={open}
        onClose={onClose}
        title={title}
        about={`${made.email}, as ${made.role}`}
        typed
        consequence="The invitation stands in the list until it is accepted or revoked."
        actions={<Button onClick={onClose}>Done</Button>}
      >
        <HandOver
          label="Invitation link"
          url={made.url}
          expiresAt={made.expires_at}
          emailed={{ to: made.email, sent: made.emailed }}
        >
          Lost it? Invite the same address again; the older link ends then.
        </HandOver>
      </Dialog>
    )
  }
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={title}
      about={organization ? 'They get a link, choose a password and are in.' : 'Operators run this installation.'}
      typed={form.isDirty()}
      consequence="Nothing happens until the link is opened. An earlier invitation of the same address ends."
      onSubmit={() => send()}
      actions={
        <DialogActions onClose={onClose} loading={invite.isPending}>
          Make the invitation
        </DialogActions>
      }
    >
      <TextInput
        data-autofocus
        label="E-mail address"
        type="email"
        autoComplete="off"
        spellCheck={false}
        {...fieldProps(form, 'email')}
      />
      {organization ? (
        <RoleChoice
          label="Role"
          upTo="owner"
          value={form.values.role}
          onChange={(next) => form.setFieldValue('role', next)}
          error={form.errors.role ? String(form.errors.role) : undefined}
        />
      ) : (
        <p className="bs-second">
          An operator sees and changes everything here: every customer, their members, keys and backups, and who else is
          operator.
        </p>
      )}
      <Refusal title="Not invited." error={invite.error} fields={['email', 'role']} />
    </Dialog>
  )
}

import { TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { fieldProblems } from '../../api/field-problems.ts'
import { useCreateOrganization } from '../../api/organizations.ts'
import { checks } from '../../forms/checks.ts'
import { fieldProps } from '../../forms/field-props.ts'
import { Refusal } from '../../forms/Refusal.tsx'
import { useOnOpen } from '../../lib/use-on-open.ts'
import { paths } from '../../paths.ts'
import { useGo } from '../../shell/use-go.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { DialogActions } from '../../ui/DialogActions.tsx'
import { showToast } from '../../ui/toast/show-toast.ts'

/** Makes an organization and goes to it, where its owner is invited. */
export function NewCustomerDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const go = useGo()
  const create = useCreateOrganization()
  const form = useForm({ initialValues: { name: '' }, validate: { name: checks.name } })
  useOnOpen(open, () => {
    form.reset()
    create.reset()
  })
  const send = form.onSubmit(({ name }) => {
    create.mutate(
      { name: name.trim() },
      {
        onSuccess: (organization) => {
          showToast({ title: 'Customer made.', message: `Next, invite the owner of ${organization.name}.` })
          go(paths.customer(organization.id), { replace: true })
        },
        onError: (error) => form.setErrors(fieldProblems(error)),
      },
    )
  })
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title="New customer"
      about="An organization with members, servers and subscriptions of its own."
      typed={form.isDirty()}
      consequence="No server changes, and nobody is billed. Next you invite its owner."
      onSubmit={() => send()}
      actions={
        <DialogActions onClose={onClose} loading={create.isPending}>
          Make the customer
        </DialogActions>
      }
    >
      <TextInput
        data-autofocus
        label="Name"
        description="As your customer knows themselves; it can be changed later."
        autoComplete="off"
        {...fieldProps(form, 'name')}
      />
      <Refusal title="No customer was made." error={create.error} fields={['name']} />
    </Dialog>
  )
}

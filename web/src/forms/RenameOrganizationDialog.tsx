import { TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { fieldProblems } from '../api/field-problems.ts'
import { useRenameOrganization } from '../api/organizations.ts'
import type { Organization } from '../api/types.ts'
import { useKept } from '../lib/use-kept.ts'
import { useOnOpen } from '../lib/use-on-open.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { DialogActions } from '../ui/DialogActions.tsx'
import { showToast } from '../ui/toast/show-toast.ts'
import { checks } from './checks.ts'
import { fieldProps } from './field-props.ts'
import { Refusal } from './Refusal.tsx'

/** Gives an organization another name; its id stays. */
export function RenameOrganizationDialog({
  organization,
  onClose,
}: {
  organization: Organization | null
  onClose: () => void
}) {
  const kept = useKept(organization)
  const rename = useRenameOrganization(kept?.id ?? '')
  const form = useForm({ initialValues: { name: '' }, validate: { name: checks.name } })
  const open = organization !== null
  useOnOpen(open, () => {
    const name = organization?.name ?? ''
    form.setValues({ name })
    form.resetDirty({ name })
    form.clearErrors()
    rename.reset()
  })
  const save = form.onSubmit(({ name }) => {
    rename.mutate(name.trim(), {
      onSuccess: (renamed) => {
        showToast({ title: 'Renamed.', message: `${kept?.name ?? 'It'} is called ${renamed.name} now.` })
        onClose()
      },
      onError: (error) => form.setErrors(fieldProblems(error)),
    })
  })
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={`Rename ${kept?.name ?? ''}`}
      about={kept?.id}
      typed={form.isDirty()}
      consequence="The id stays, so links and API keys go on working."
      onSubmit={() => save()}
      actions={
        <DialogActions onClose={onClose} loading={rename.isPending}>
          Rename
        </DialogActions>
      }
    >
      <TextInput data-autofocus label="Name" autoComplete="off" {...fieldProps(form, 'name')} />
      <Refusal title="Not renamed." error={rename.error} fields={['name']} />
    </Dialog>
  )
}

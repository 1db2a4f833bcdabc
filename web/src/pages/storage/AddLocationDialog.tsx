import { Checkbox } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState } from 'react'
import { fieldProblems } from '../../api/field-problems.ts'
import { useCreateStorageLocation } from '../../api/storage.ts'
import { Refusal } from '../../forms/Refusal.tsx'
import { apiFields, checkLocation, freshLocation, type LocationKind, locationInput } from '../../lib/location-form.ts'
import { toFormFields } from '../../lib/to-form-fields.ts'
import { useOnOpen } from '../../lib/use-on-open.ts'
import { ChoiceList } from '../../ui/ChoiceList.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { DialogActions } from '../../ui/DialogActions.tsx'
import { showToast } from '../../ui/toast/show-toast.ts'
import { KeyFields } from './KeyFields.tsx'
import { LocationFields, PriceFields } from './LocationFields.tsx'

const kinds = [
  { value: 'disk', word: 'Disk', text: 'A folder of the machine that runs the gateway, mounted storage too.' },
  { value: 's3', word: 'S3', text: 'A bucket at Amazon, or at anything that speaks the same protocol.' },
] as const

/** A new place for repositories; the server writes there and reads back before it keeps anything. */
export function AddLocationDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const add = useCreateStorageLocation()
  const [kind, setKind] = useState<LocationKind>('disk')
  const [pathStyle, setPathStyle] = useState(true)
  const [isDefault, setIsDefault] = useState(false)
  const form = useForm({ initialValues: freshLocation, validate: (values) => checkLocation(kind, values) })
  useOnOpen(open, () => {
    form.reset()
    add.reset()
    setKind('disk')
    setPathStyle(true)
    setIsDefault(false)
  })
  const send = () => {
    if (form.validate().hasErrors) return
    add.mutate(locationInput(kind, form.getValues(), { path_style: pathStyle, is_default: isDefault }), {
      onSuccess: (location) => {
        showToast({
          title: 'Added.',
          message: `${location.name} was written to and read back.${isDefault ? ' New repositories are made there.' : ''}`,
        })
        onClose()
      },
      onError: (error) => form.setErrors(toFormFields(fieldProblems(error))),
    })
  }
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title="Add storage"
      about="Another place where the repositories of file backups can lie."
      typed={form.isDirty()}
      consequence="What cannot be written and read back is not kept. Repositories that are there stay where they are."
      onSubmit={send}
      actions={
        <DialogActions onClose={onClose} loading={add.isPending}>
          Check and add
        </DialogActions>
      }
    >
      <ChoiceList
        label="Kind"
        value={kind}
        choices={kinds}
        onChange={(next) => {
          setKind(next)
          form.clearErrors()
          add.reset()
        }}
      />
      <LocationFields form={form} kind={kind} />
      {kind === 's3' && (
        <>
          <Checkbox
            label="The bucket stands in the path"
            description="What most servers other than Amazon’s need."
            checked={pathStyle}
            onChange={(event) => setPathStyle(event.currentTarget.checked)}
          />
          <KeyFields form={form} />
        </>
      )}
      <PriceFields form={form} />
      <Checkbox
        label="Make it the default"
        description="New repositories are made there from then on."
        checked={isDefault}
        onChange={(event) => setIsDefault(event.currentTarget.checked)}
      />
      <Refusal title="Not added." error={add.error} fields={apiFields} />
    </Dialog>
  )
}

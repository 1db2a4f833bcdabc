import { Checkbox } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState } from 'react'
import type { StorageLocation } from '../../../../src/repositories/schema.ts'
import { fieldProblems } from '../../api/field-problems.ts'
import { useChangeStorageLocation } from '../../api/storage.ts'
import { Refusal } from '../../forms/Refusal.tsx'
import { apiFields, checkFields, freshLocation, priceFields, priceInput, priceValues } from '../../lib/location-form.ts'
import { locationPlace } from '../../lib/location-words.ts'
import { toFormFields } from '../../lib/to-form-fields.ts'
import { useKept } from '../../lib/use-kept.ts'
import { useOnOpen } from '../../lib/use-on-open.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { DialogActions } from '../../ui/DialogActions.tsx'
import { showToast } from '../../ui/toast/show-toast.ts'
import { KeyFields } from './KeyFields.tsx'
import { LocationFields, PriceFields } from './LocationFields.tsx'

type Props = { location: StorageLocation | null; onClose: () => void }

/** Another name, failure domain or price; for a bucket new keys, once they were tried. Where it lies never changes. */
export function ChangeLocationDialog({ location, onClose }: Props) {
  const kept = useKept(location)
  const change = useChangeStorageLocation()
  const [replacing, setReplacing] = useState(false)
  const fields = replacing
    ? (['name', 'failure_domain', 'access_key_id', 'secret_access_key', ...priceFields] as const)
    : (['name', 'failure_domain', ...priceFields] as const)
  const form = useForm({ initialValues: freshLocation, validate: (values) => checkFields(fields, values) })
  useOnOpen(location !== null, () => {
    const { name = '', failure_domain = '', price = null } = location ?? {}
    const values = { ...freshLocation, name, failure_domain, ...priceValues(price) }
    form.setValues(values)
    form.resetDirty(values)
    form.clearErrors()
    change.reset()
    setReplacing(false)
  })
  if (!kept) return null
  const save = () => {
    if (form.validate().hasErrors) return
    const { name, failure_domain, access_key_id, secret_access_key } = form.getValues()
    change.mutate(
      {
        id: kept.id,
        name: name.trim(),
        failure_domain: failure_domain.trim(),
        price: priceInput(form.getValues()),
        ...(replacing
          ? { credentials: { access_key_id: access_key_id.trim(), secret_access_key: secret_access_key.trim() } }
          : {}),
      },
      {
        onSuccess: (changed) => {
          showToast({
            title: 'Changed.',
            message: replacing ? `${changed.name} was written to with the new keys.` : changed.name,
          })
          onClose()
        },
        onError: (error) => form.setErrors(toFormFields(fieldProblems(error))),
      },
    )
  }
  return (
    <Dialog
      open={location !== null}
      onClose={onClose}
      title={`Change ${kept.name}`}
      about={locationPlace(kept)}
      typed={form.isDirty()}
      consequence={
        replacing
          ? 'The old keys stay in use until the bucket has accepted the new ones.'
          : 'Where it lies never changes: repositories are there.'
      }
      onSubmit={save}
      actions={
        <DialogActions onClose={onClose} loading={change.isPending}>
          {replacing ? 'Check and change' : 'Change'}
        </DialogActions>
      }
    >
      <LocationFields form={form} kind={null} />
      <PriceFields form={form} />
      {kept.kind === 's3' && (
        <Checkbox
          label="Replace the keys"
          description="Those stored are never shown."
          checked={replacing}
          onChange={(event) => setReplacing(event.currentTarget.checked)}
        />
      )}
      {replacing && <KeyFields form={form} />}
      <Refusal title="Not changed." error={change.error} fields={apiFields} />
    </Dialog>
  )
}

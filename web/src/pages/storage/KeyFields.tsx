import { PasswordInput, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { fieldProps } from '../../forms/field-props.ts'
import type { LocationForm } from '../../lib/location-form.ts'

/** Keys are typed, sent and sealed; nothing shows them again. */
export function KeyFields({ form }: { form: UseFormReturnType<LocationForm> }) {
  return (
    <>
      <TextInput label="Access key" autoComplete="off" spellCheck={false} {...fieldProps(form, 'access_key_id')} />
      <PasswordInput
        label="Secret key"
        description="Kept sealed, and never shown again."
        autoComplete="new-password"
        {...fieldProps(form, 'secret_access_key')}
      />
    </>
  )
}

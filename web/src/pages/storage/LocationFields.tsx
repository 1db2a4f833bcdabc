import { PasswordInput, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { fieldProps } from '../../forms/field-props.ts'
import type { LocationForm } from '../../lib/location-form.ts'

type Form = UseFormReturnType<LocationForm>

/** What a location is called, and what is lost with it. */
export function NameFields({ form }: { form: Form }) {
  return (
    <>
      <TextInput data-autofocus label="Name" autoComplete="off" {...fieldProps(form, 'name')} />
      <TextInput
        label="Failure domain"
        description="What is lost together: a machine, a building, a provider’s region. Copies belong in different ones."
        autoComplete="off"
        {...fieldProps(form, 'failure_domain')}
      />
    </>
  )
}

export function FolderFields({ form }: { form: Form }) {
  return (
    <TextInput
      label="Folder"
      description="A whole path on the machine that runs the gateway. It is made when it is not there."
      placeholder="/srv/backups"
      autoComplete="off"
      spellCheck={false}
      {...fieldProps(form, 'path')}
    />
  )
}

export function BucketFields({ form }: { form: Form }) {
  const plain = { autoComplete: 'off', spellCheck: false }
  return (
    <>
      <TextInput
        label="Address"
        description="Of the server that speaks S3. Empty: Amazon’s own for the region."
        placeholder="https://s3.example.com"
        inputMode="url"
        {...plain}
        {...fieldProps(form, 'endpoint')}
      />
      <TextInput label="Region" {...plain} {...fieldProps(form, 'region')} />
      <TextInput label="Bucket" {...plain} {...fieldProps(form, 'bucket')} />
      <TextInput
        label="Prefix"
        description="Put before every name in the bucket. Empty: none."
        {...plain}
        {...fieldProps(form, 'prefix')}
      />
    </>
  )
}

/** Keys are typed, sent and sealed; nothing shows them again. */
export function KeyFields({ form }: { form: Form }) {
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

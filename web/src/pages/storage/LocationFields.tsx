import { TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { fieldProps } from '../../forms/field-props.ts'
import type { LocationForm, LocationKind } from '../../lib/location-form.ts'

type Form = UseFormReturnType<LocationForm>

type Props = { form: Form /** Null where what it is cannot be changed any more. */; kind: LocationKind | null }

/** What a location is called, what is lost with it, and where it is. */
export function LocationFields({ form, kind }: Props) {
  return (
    <>
      <NameFields form={form} />
      {kind === 'disk' && <FolderFields form={form} />}
      {kind === 's3' && <BucketFields form={form} />}
    </>
  )
}

function NameFields({ form }: { form: Form }) {
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

function FolderFields({ form }: { form: Form }) {
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

function BucketFields({ form }: { form: Form }) {
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

/** What a location costs the operators; all of it can be left out. */
export function PriceFields({ form }: { form: Form }) {
  return (
    <>
      <TextInput
        label="A GB a month costs you"
        description="Without tax. Costs and margins of file backups are worked out with it. 0 for disks that are paid for; empty where it is not known."
        placeholder="0.02"
        inputMode="decimal"
        autoComplete="off"
        {...fieldProps(form, 'gb_price')}
      />
      {form.values.gb_price.trim() !== '' && (
        <>
          <TextInput label="Currency" autoComplete="off" maxLength={3} {...fieldProps(form, 'currency')} />
          <TextInput label="Price as of" type="date" {...fieldProps(form, 'as_of')} />
        </>
      )}
    </>
  )
}

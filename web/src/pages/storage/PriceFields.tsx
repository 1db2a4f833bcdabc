import { TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { fieldProps } from '../../forms/field-props.ts'
import type { LocationForm } from '../../lib/location-form.ts'

/** What a location costs the operators; all of it can be left out. */
export function PriceFields({ form }: { form: UseFormReturnType<LocationForm> }) {
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

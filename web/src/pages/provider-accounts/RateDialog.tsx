import { TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import type { ExchangeRate } from '../../../../src/provider-accounts/rates/schema.ts'
import { fieldProblems } from '../../api/field-problems.ts'
import { useChangeRate } from '../../api/rates.ts'
import { fieldProps } from '../../forms/field-props.ts'
import { Refusal } from '../../forms/Refusal.tsx'
import { useKept } from '../../lib/use-kept.ts'
import { useOnOpen } from '../../lib/use-on-open.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { DialogActions } from '../../ui/DialogActions.tsx'
import { showToast } from '../../ui/toast/show-toast.ts'
import { emptyRate, type RateValues, rateChecks, rateInputOf, rateValuesOf } from './rate-form.ts'

type Props = {
  /** `new`: one that is not there yet. */
  rate: ExchangeRate | 'new' | null
  onClose: () => void
}

/** What one currency is worth in another. */
export function RateDialog({ rate, onClose }: Props) {
  const kept = useKept(rate)
  const change = useChangeRate()
  const form = useForm<RateValues>({ initialValues: emptyRate, validate: rateChecks })
  useOnOpen(rate !== null, () => {
    const values = rate === null || rate === 'new' ? emptyRate : rateValuesOf(rate)
    form.setValues(values)
    form.resetDirty(values)
    form.clearErrors()
    change.reset()
  })
  if (!kept) return null
  const fresh = kept === 'new'
  const save = form.onSubmit((values) =>
    change.mutate(rateInputOf(values), {
      onSuccess: () => {
        showToast({ title: 'Rate entered.', message: 'Costs and margins in the enable dialog are shown with it.' })
        onClose()
      },
      onError: (error) => form.setErrors(fieldProblems(error)),
    }),
  )
  return (
    <Dialog
      open={rate !== null}
      onClose={onClose}
      title={fresh ? 'Enter an exchange rate' : `${kept.from_currency} in ${kept.to_currency}`}
      about="Nobody is asked for rates: what stands here is used until somebody changes it."
      typed={form.isDirty()}
      consequence="What customers pay and providers charge stays as it is."
      onSubmit={() => save()}
      actions={
        <DialogActions onClose={onClose} loading={change.isPending}>
          {fresh ? 'Enter the rate' : 'Change the rate'}
        </DialogActions>
      }
    >
      {fresh && (
        <>
          <TextInput
            data-autofocus
            label="One"
            description="What the provider charges in."
            autoComplete="off"
            maxLength={3}
            {...fieldProps(form, 'from_currency')}
          />
          <TextInput
            label="In"
            description="What plans are sold in."
            autoComplete="off"
            maxLength={3}
            {...fieldProps(form, 'to_currency')}
          />
        </>
      )}
      <TextInput
        label={`One ${form.values.from_currency} is worth, in ${form.values.to_currency}`}
        inputMode="decimal"
        autoComplete="off"
        {...fieldProps(form, 'rate')}
      />
      <TextInput label="As of" type="date" {...fieldProps(form, 'as_of')} />
      <TextInput
        label="Where it is from"
        description="For whoever reads it next, such as a bank or an invoice."
        autoComplete="off"
        maxLength={500}
        {...fieldProps(form, 'note')}
      />
      <Refusal title="Not entered." error={change.error} fields={Object.keys(emptyRate)} />
    </Dialog>
  )
}

import { Select, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { fieldProblems } from '../../api/field-problems.ts'
import type { PriceTable } from '../../api/price-types.ts'
import { useChangePrices } from '../../api/prices.ts'
import { fieldProps } from '../../forms/field-props.ts'
import { Refusal } from '../../forms/Refusal.tsx'
import { useKept } from '../../lib/use-kept.ts'
import { useOnOpen } from '../../lib/use-on-open.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { DialogActions } from '../../ui/DialogActions.tsx'
import { showToast } from '../../ui/toast/show-toast.ts'
import { type PriceValues, priceChecks, priceInputOf, priceValuesOf } from './price-form.ts'

type Props = { table: PriceTable | null; onClose: () => void }

const kinds = [
  { value: 'size', label: 'A price for each size' },
  { value: 'share', label: 'A share of the server’s price' },
  { value: 'unknown', label: 'Not known' },
] as const
const empty: PriceValues = {
  as_of: '',
  currency: 'EUR',
  kind: 'unknown',
  day: '',
  week: '',
  sizes: '',
  snapshot_gb: '',
  note: '',
}

/** What a provider charges, entered by an operator. It stands in place of what its API tells. */
export function PricesDialog({ table, onClose }: Props) {
  const kept = useKept(table)
  const change = useChangePrices()
  const form = useForm<PriceValues>({ initialValues: empty, validate: priceChecks })
  useOnOpen(table !== null, () => {
    const values = table ? priceValuesOf(table) : empty
    form.setValues(values)
    form.resetDirty(values)
    form.clearErrors()
    change.reset()
  })
  if (!kept) return null
  const save = form.onSubmit((values) =>
    change.mutate(
      { provider: kept.provider, ...priceInputOf(values, kept) },
      {
        onSuccess: () => {
          showToast({
            title: 'Prices changed.',
            message: `Costs at ${kept.label} are worked out with them from now on.`,
          })
          onClose()
        },
        onError: (error) => form.setErrors(fieldProblems(error)),
      },
    ),
  )
  return (
    <Dialog
      open={table !== null}
      onClose={onClose}
      title={`Prices of ${kept.label}`}
      about="Without tax, a month. Costs and margins are worked out with them."
      typed={form.isDirty()}
      consequence={
        kept.source === 'provider'
          ? 'They stand in place of what the API tells, until somebody removes them.'
          : 'What customers pay stays as it is.'
      }
      onSubmit={() => save()}
      actions={
        <DialogActions onClose={onClose} loading={change.isPending}>
          Change the prices
        </DialogActions>
      }
    >
      <TextInput data-autofocus label="As of" type="date" {...fieldProps(form, 'as_of')} />
      <TextInput label="Currency" autoComplete="off" maxLength={3} {...fieldProps(form, 'currency')} />
      <Select label="Its own backups cost" data={kinds} allowDeselect={false} {...form.getInputProps('kind')} />
      {form.values.kind === 'size' && (
        <Textarea
          label="Sizes"
          description="One a line, with its price: VPS 10: 1.50. It then also stands for Cloud VPS 10 SSD."
          rows={6}
          spellCheck={false}
          {...fieldProps(form, 'sizes')}
        />
      )}
      {form.values.kind === 'share' && (
        <>
          <TextInput label="Daily, in per cent" inputMode="decimal" autoComplete="off" {...fieldProps(form, 'day')} />
          <TextInput label="Weekly, in per cent" inputMode="decimal" autoComplete="off" {...fieldProps(form, 'week')} />
        </>
      )}
      {kept.snapshots_billed === 'per_gb' && (
        <TextInput
          label="A GB of snapshots"
          description="Empty where it is not known."
          inputMode="decimal"
          autoComplete="off"
          {...fieldProps(form, 'snapshot_gb')}
        />
      )}
      <TextInput
        label="Where they are from"
        description="For whoever reads them next, such as a contract or a page."
        autoComplete="off"
        maxLength={500}
        {...fieldProps(form, 'note')}
      />
      <Refusal title="Not changed." error={change.error} fields={Object.keys(empty)} />
    </Dialog>
  )
}
